// SPDX-License-Identifier: GPL-2.0-or-later
// Sizes of one board over the commits. Each part has a scale of its own, from its least to its most,
// since what commits change is small beside the whole.

const chartWidth = 440, chartHeight = 46, chartLeft = 4, chartTop = 18;
const parts = ["all", "text", "rodata", "data", "bss"];

function svg(tag, attributes, ...children) {
  const node = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  node.append(...children);
  return node;
}

/// The sum of the parts; null where one is not known.
function allOf(image) {
  return commits.map((_, c) => {
    const bytes = ["text", "rodata", "data", "bss"].map((part) => image[part]?.[c] ?? null);
    return bytes.includes(null) ? null : bytes.reduce((sum, value) => sum + value, 0);
  });
}

/// Commits at which the bytes are others than at the last known one before, and by how much.
function steps(bytes) {
  const found = [];
  let was = null;
  bytes.forEach((value, commit) => {
    if (value === null) return;
    if (was !== null && value !== was) found.push({ commit, by: value - was });
    was = value;
  });
  return found;
}

const columnX = (commit) => chartLeft + ((commit + 0.5) * (chartWidth - 2 * chartLeft)) / commits.length;

/// A line that steps at commits and has gaps where nothing is known.
function linePath(bytes, y) {
  const half = (chartWidth - 2 * chartLeft) / commits.length / 2;
  let path = "", gap = true;
  bytes.forEach((value, commit) => {
    if (value !== null)
      path += `${gap ? "M" : "L"}${(columnX(commit) - half).toFixed(1)} ${y(value).toFixed(1)}H${(columnX(commit) + half).toFixed(1)}`;
    gap = value === null;
  });
  return path;
}

function failingBands(board) {
  const half = (chartWidth - 2 * chartLeft) / commits.length / 2;
  return commits.flatMap((commit, c) => commit.states[board] !== "f" ? [] :
    [svg("rect", { class: "fails", x: columnX(c) - half, y: chartTop, width: 2 * half, height: chartHeight - chartTop })]);
}

function partChart(board, part, bytes, here) {
  const known = bytes.filter((value) => value !== null);
  if (!known.length) return [];
  const low = Math.min(...known), high = Math.max(...known);
  const y = (value) => chartHeight - 5 - (high === low ? 0.5 : (value - low) / (high - low)) * (chartHeight - chartTop - 8);
  const changed = steps(bytes);
  const from = known[0], to = known.at(-1);
  const words = from === to && low === high ? `${number.format(from)} bytes` :
    `${number.format(from)} → ${number.format(to)} bytes (${signed.format(to - from)})`;
  const told = changed.map(({ commit, by }) => `${labelOf(commit)}: ${signed.format(by)}`).join(", ");
  const chart = svg("svg", {
    class: "chart", viewBox: `0 0 ${chartWidth} ${chartHeight}`, role: "img",
    "aria-label": `${part}: ${words}${told ? `; at commits ${told}` : ""}`,
  }, ...failingBands(board),
  svg("text", { x: chartLeft, y: 13 }, `${part}  ${words}`),
  svg("path", { d: linePath(bytes, y) }));
  if (here !== undefined) chart.append(svg("line", { class: "here", x1: columnX(here), x2: columnX(here), y1: chartTop, y2: chartHeight }));
  for (const { commit, by } of changed) {
    const dot = svg("circle", { cx: columnX(commit), cy: y(bytes[commit]), r: 4 },
      svg("title", {}, `${labelOf(commit)}: ${titleOf(commit)}: ${signed.format(by)} bytes`));
    dot.addEventListener("click", () => openPanel({ board, commit }));
    chart.append(dot);
  }
  return [chart];
}

/// The charts of one image, and a choice of images where there are several.
function sizeCharts(board, here) {
  const images = Object.entries(boards[board].sizes ?? {});
  if (!images.length) return [el("p.faint", {}, "No sizes are known.")];
  const place = el("div");
  const show = (index) => {
    const image = images[index][1];
    place.replaceChildren(...parts.flatMap((part) =>
      partChart(board, part, part === "all" ? allOf(image) : image[part] ?? [], here)));
  };
  show(0);
  if (images.length === 1) return [el("p.faint", {}, "Of ", out(images[0][0])), place];
  const choice = el("select", { "aria-label": "Image", onchange: ({ target }) => show(target.selectedIndex) },
    images.map(([name]) => el("option", {}, name)));
  return [choice, place];
}
