// SPDX-License-Identifier: GPL-2.0-or-later
// The panel beside the matrix: a commit, a board, a build, or the messages that were looked for.

const panel = document.getElementById("panel");
const few = { names: 24, messages: 20, rows: 25 };

/// What makes nodes of the first items, and a button that makes those of the rest.
function listed(items, most, node, kind = "div") {
  const list = el(kind, {}, items.slice(0, most).map(node));
  if (items.length <= most) return list;
  const rest = el("button", { type: "button", onclick: () => {
    (kind === "tbody" ? rest.closest("tr") : rest).remove();
    list.append(...items.slice(most).map(node));
  } }, `${number.format(items.length - most)} more`);
  list.append(kind === "tbody" ? el("tr", {}, el("td", { colspan: 99 }, rest)) : rest);
  return list;
}

function boardButton(name, commit) {
  const board = boardAt.get(name);
  return el("button.out", { type: "button", onclick: () => openPanel({ board, commit }) }, name);
}

const boardList = (names, commit) => listed(names, few.names, (name) => boardButton(name, commit), "div.names");

const commitLink = (commit, board) => el("button.link.out", { type: "button", onclick: () => openPanel({ commit, board }) },
  `${labelOf(commit)}: ${titleOf(commit)}`);

function messageNode(message, commit) {
  const elsewhere = { came: ", on other boards it was there", went: ", on other boards it stays" }[message.change];
  const words = message.since === undefined
    ? `${message.change}${message.elsewhere ? elsewhere ?? "" : ""}` : `since ${labelOf(message.since)}`;
  const text = el("pre.out", {}, message.text);
  return el("div.message", {},
    el(`span.badge.${message.kind}`, {}, message.kind), " ", el("span.faint", {}, words),
    message.change === "moved" && message.since === undefined ? el("pre.out", {}, el("del", {}, message.was)) : "",
    text, message.since === undefined ? boardList(message.boards, commit) : "");
}

function messageSection(title, messages, commit) {
  if (!messages.length) return [];
  return [el("h3", {}, `${title} (${number.format(messages.length)})`),
    listed(messages, few.messages, (message) => messageNode(message, commit))];
}

/// A table of rows, the first cell of which is text.
function table(headings, lines, node = (line) => line) {
  const body = listed(lines, few.rows, (line) => el("tr", {}, node(line).map((cell) => el("td", {}, cell))), "tbody");
  return el("table.plain", {}, el("thead", {}, el("tr", {}, headings.map((text) => el("th", { scope: "col" }, text)))), body);
}

const bytesCell = (by) => el(`span.${by > 0 ? "more" : "less"}`, {}, by ? signed.format(Math.round(by * 10) / 10) : "0");

/// Parts of images that a change names, those of u-boot first.
const partsIn = (changes) => [...new Set(changes.flatMap(Object.keys))];

function archTable(arches) {
  const columns = partsIn(arches.map(({ sums }) => sums));
  return table(["arch", "boards", ...columns], arches, ({ arch, measured, boards: all, sums }) =>
    [out(arch), `${measured} of ${all}`, ...columns.map((part) => bytesCell((sums[part] ?? 0) / measured))]);
}

function functionTables(board) {
  return (board.functions ?? []).map(({ image, up, down, rows: lines }) => el("details", {},
    el("summary", {}, out(board.board), " ", out(image), `: ${signed.format(up)}, ${signed.format(down)} bytes`),
    table(["function", "before", "now", "by"], lines, (row) =>
      [out(row.name), row.before ?? "-", row.now ?? "-", bytesCell(row.delta)])));
}

function boardTable(changed, commit) {
  const columns = partsIn(changed.map(({ change }) => change));
  return [table(["board", ...columns], changed, ({ board, change }) =>
    [boardButton(board, commit), ...columns.map((part) => bytesCell(change[part] ?? 0))]),
  ...changed.flatMap(functionTables)];
}

function sizeSection(commit, only) {
  const arches = (commits[commit].sizes ?? []).filter(({ changed }) => changed.length);
  const changed = arches.flatMap((arch) => arch.changed).filter(({ board }) => only === undefined || board === only);
  if (!changed.length) return [];
  if (only !== undefined) return [el("h3", {}, "Bytes that changed"), ...boardTable(changed, commit)];
  return [el("h3", {}, "Bytes on average, per arch"), archTable(arches),
    el("h3", {}, `Bytes per board (${number.format(changed.length)})`), ...boardTable(changed, commit)];
}

/// Names with values that came, went or changed.
function valuesTable(change) {
  const lines = ["added", "removed", "changed"].flatMap((kind) =>
    Object.entries(change[kind]).map(([name, value]) => [`${{ added: "+", removed: "-", changed: "~" }[kind]} ${name}`, value]));
  return table(["name", "value"], lines, ([name, value]) => [out(name), out(value)]);
}

function valuesSections(commit, only) {
  const concerns = (name) => only === undefined || name === only;
  const configuration = (commits[commit].configuration ?? []).filter(({ boards: names }) => names.some(concerns));
  const environment = (commits[commit].environment ?? []).filter(({ board }) => concerns(board));
  return [
    ...(configuration.length ? [el("h3", {}, "Configuration")] : []),
    ...configuration.map(({ boards: names, files }) => el("div.message", {},
      only === undefined ? boardList(names, commit) : "",
      Object.entries(files).map(([file, change]) => [out(file, "b"), valuesTable(change)]).flat())),
    ...(environment.length ? [el("h3", {}, "Environment")] : []),
    ...environment.map(({ board, change }) => el("div.message", {}, only === undefined ? boardButton(board, commit) : "", valuesTable(change))),
  ];
}

/// Which lines of which files came into the images, or left them.
function lineSections(commit, only) {
  const changes = (commits[commit].lines ?? []).filter(({ boards: names }) => only === undefined || names.includes(only));
  if (!changes.length) return [];
  return [el("h3", {}, "Source lines"), ...changes.map(({ boards: names, files, since, known }) => el("div.message", {},
    only === undefined ? boardList(names, commit) : "",
    since + 1 === commit ? "" : el("p.faint", {}, `since ${labelOf(since)}`),
    known ? "" : el("p.faint", {}, `not known: git cannot compare the source with that of ${labelOf(since)}`),
    table(["file", "came", "went"], files, ({ path, added, removed }) => [out(path), out(added), out(removed)])))];
}

function commitPanel(commit) {
  const { hash, messages } = commits[commit];
  const of = (change) => messages.filter((message) => message.change === change);
  return [
    el("h2", {}, `${labelOf(commit)}: `, out(titleOf(commit))),
    el("p.faint", {}, out(hash)), ...countsOf(commit),
    ...effects.filter(({ key }) => commits[commit][key].length).flatMap((effect) => {
      const names = commits[commit][effect.key];
      return [el("h3", {}, el(`span.badge.${effect.key}`, {}, `${effect.sign} ${verbOf(effect, commit)} ${many(names.length, "board")}`)),
        boardList(names, commit)];
    }),
    ...messageSection("Messages that came", of("came"), commit),
    ...messageSection("Messages that went", of("went"), commit),
    ...messageSection("Messages that moved", of("moved"), commit),
    ...sizeSection(commit), ...valuesSections(commit), ...lineSections(commit),
    ...(effectsOf(commit).length ? [] : [el("p.faint", {}, "It changed nothing of what is known here.")]),
  ];
}

function failureLine(failure, board) {
  return el("li", {}, "first ", commitLink(failure.first, board), "; good before: ",
    failure.good === null ? "nobody knows since when" : commitLink(failure.good, board), "; ",
    failure.mended === null ? "not mended" : ["mended by ", commitLink(failure.mended, board)]);
}

function strip(board, here) {
  return el("div.strip", { role: "group", "aria-label": "Outcome at each commit" }, commits.map((_, commit) => {
    const state = stateAt(board, commit);
    const words = `${labelOf(commit)}: ${titleOf(commit)}: ${state.word}`;
    return el(`button.cell.${state.look}${turns(board, commit) ? ".turn" : ""}${commit === here ? ".here" : ""}`,
      { type: "button", title: words, "aria-label": words, onclick: () => openPanel({ board, commit }) }, state.sign);
  }));
}

function boardSections(board, here) {
  const { failures } = boards[board];
  return [
    el("h3", {}, "Over the commits"), strip(board, here),
    el("h3", {}, "Failures"),
    failures.length ? el("ul", {}, failures.map((failure) => failureLine(failure, board))) : el("p.faint", {}, "none"),
    el("h3", {}, "Sizes"), ...sizeCharts(board, here),
  ];
}

function boardPanel(board) {
  return [el("h2", {}, out(boards[board].name)), el("p.faint", {}, "arch ", out(boards[board].arch)), ...boardSections(board)];
}

/// What the commit did to the board's outcome.
function turnOf(board, commit) {
  const now = commits[commit].states[board];
  const was = before(board, commit);
  if (!isKnown(now) || !was || was === now) return [];
  const effect = now === "f" ? effects[0] : was === "f" ? effects[1] : now === "w" ? effects[2] : effects[3];
  return [el(`span.badge.${effect.key}`, {}, `${effect.sign} this commit ${effect.word === "made warn" ? "made it warn" : effect.word === "made clean" ? "made it clean" : `${effect.word} it`}`)];
}

function buildPanel(board, commit) {
  const { name } = boards[board];
  const state = stateAt(board, commit);
  const said = isKnown(commits[commit].states[board]) ? saidBy(board, commit) : [];
  const here = (change) => commits[commit].messages.filter((message) => message.change === change && message.boards.includes(name));
  return [
    el("h2", {}, out(name), " at ", commitLink(commit)),
    el("p", {}, el(`span.badge.${{ f: "error", w: "warning" }[state.look] ?? "none"}`, {}, state.word), " ", ...turnOf(board, commit), " ",
      el("button.link", { type: "button", onclick: () => openPanel({ board }) }, "whole board")),
    ...messageSection("What the build says", said, commit),
    ...messageSection("Messages that went", here("went"), commit),
    ...messageSection("Messages that moved", here("moved"), commit),
    ...sizeSection(commit, name), ...valuesSections(commit, name), ...lineSections(commit, name), ...boardSections(board, commit),
  ];
}

function foundPanel(words, found) {
  return [el("h2", {}, "Messages with “", out(words), "”"),
    found.length ? "" : el("p.faint", {}, "None."),
    listed(found, few.messages, ({ message, commit }) => el("div", {}, el("h3", {}, commitLink(commit)), messageNode(message, commit)))];
}

/// Shows what was chosen, or nothing.
function showPanel(nodes) {
  panel.hidden = !nodes;
  if (!nodes) return panel.replaceChildren();
  const close = el("button", { id: "close", type: "button", "aria-label": "Close details", onclick: () => openPanel({}) }, "×");
  panel.replaceChildren(close, ...nodes);
  panel.scrollTop = 0;
}
