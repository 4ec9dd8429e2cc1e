// SPDX-License-Identifier: GPL-2.0-or-later
// The matrix of boards and commits. Only rows near what is seen are in the document. Its place has
// row -1 for the line of commits, and column -1 for the names of boards.

const grid = document.getElementById("grid");
const rowHeight = 22;
const spare = 12; ///< rows kept above and below what is seen
const matrix = { shown: [], place: { row: 0, column: 0 }, drawn: new Map(), hits: new Map(), chosen: {} };
const head = el("div", { id: "head", role: "rowgroup" });
const rows = el("div", { id: "rows", role: "rowgroup" });
const column = el("div.col", { hidden: true, "aria-hidden": "true" });

function subjectCell(commit) {
  const broken = commits[commit].broken.length ? ".broken" : "";
  return el(`div.subject${broken}.out`, {
    role: "columnheader", id: `head-${commit}`, "aria-colindex": commit + 2, "data-commit": commit,
    title: `${labelOf(commit)}: ${titleOf(commit)}`,
  }, el("b", {}, labelOf(commit)), " ", titleOf(commit));
}

const short = (count) => (count > 999 ? `${Math.round(count / 1000)}k` : String(count || ""));

function markCell(effect, commit) {
  const count = commits[commit][effect.key].length;
  const text = count ? `${verbOf(effect, commit)} ${many(count, "board")}` : "";
  return el(`div.mark.${effect.key}${count ? ".some" : ""}${count > 99 ? ".three" : ""}`, {
    role: "gridcell", "data-commit": commit, title: text || null, "aria-label": text || "none",
  }, short(count));
}

/// Subjects of the commits, and below each how many boards it broke, mended and made warn.
function showHead() {
  const all = commits.map((_, commit) => commit);
  const line = (kind, name, cells) => el(`div.line${kind}`, { role: "row" }, el("div.name", { role: "rowheader" }, name), cells);
  head.append(line(".subjects", "commit ▸", all.map(subjectCell)));
  for (const effect of effects.slice(0, 3))
    head.append(line("", `${effect.sign} ${effect.word}`, all.map((commit) => markCell(effect, commit))));
}

function boardCell(board, commit) {
  const state = stateAt(board, commit);
  const turn = turns(board, commit);
  const cell = el(`div.cell.${state.look}`, {
    role: "gridcell", id: `cell-${board}-${commit}`, "aria-colindex": commit + 2, "data-commit": commit,
    "aria-label": `${boards[board].name}, commit ${labelOf(commit)}: ${state.word}${turn ? ", not as before" : ""}`,
  }, state.sign);
  if (turn) cell.classList.add("turn");
  if (matrix.hits.get(board)?.has(commit)) cell.classList.add("hit");
  return cell;
}

function boardRow(row) {
  const board = matrix.shown[row];
  const name = el("div.name.out", { role: "rowheader", id: `name-${board}`, title: boards[board].name },
    boards[board].name, el("small", {}, boards[board].arch));
  const node = el("div.row", { role: "row", "aria-rowindex": row + 2, "data-row": row }, name,
    commits.map((_, commit) => boardCell(board, commit)));
  node.style.top = `${row * rowHeight}px`;
  node.classList.toggle("chosen", board === matrix.chosen.board);
  return node;
}

/// Draws the rows that are seen and lack, and drops those far away.
function drawRows() {
  const first = Math.max(0, Math.floor(grid.scrollTop / rowHeight) - spare);
  const last = Math.min(matrix.shown.length, Math.ceil((grid.scrollTop + grid.clientHeight) / rowHeight) + spare);
  for (const [row, node] of matrix.drawn)
    if (row < first || row >= last) {
      node.remove();
      matrix.drawn.delete(row);
    }
  const fresh = [];
  for (let row = first; row < last; ++row)
    if (!matrix.drawn.has(row)) {
      matrix.drawn.set(row, boardRow(row));
      fresh.push(matrix.drawn.get(row));
    }
  rows.append(...fresh);
  markPlace();
}

function drawAnew() {
  for (const node of matrix.drawn.values()) node.remove();
  matrix.drawn.clear();
  drawRows();
}

/// As wide as there is room, within bounds; whole pixels keep the columns straight.
function fitColumns() {
  const names = Math.min(260, Math.max(120, ...boards.map(({ name, arch }) => 40 + 8 * (name.length + arch.length))));
  const cell = Math.min(150, Math.max(20, Math.floor((grid.clientWidth - names - 4) / commits.length)));
  grid.classList.toggle("wide", cell >= 90);
  document.documentElement.style.setProperty("--names", `${names}px`);
  document.documentElement.style.setProperty("--cell", `${cell}px`);
  rows.style.width = `${names + cell * commits.length}px`;
  Object.assign(matrix, { names, cell });
  markColumn();
}

function markColumn() {
  const { commit } = matrix.chosen;
  column.hidden = commit === undefined;
  if (commit !== undefined) column.style.left = `${matrix.names + commit * matrix.cell}px`;
}

/// The node of the place where the keyboard is, if it is drawn.
function nodeAt({ row, column: c }) {
  if (row < 0) return head.querySelector(`#head-${Math.max(c, 0)}`);
  const board = matrix.shown[row];
  return board === undefined ? null : document.getElementById(c < 0 ? `name-${board}` : `cell-${board}-${c}`);
}

function markPlace() {
  grid.querySelector(".active")?.classList.remove("active");
  const node = nodeAt(matrix.place);
  if (!node) return grid.removeAttribute("aria-activedescendant");
  node.classList.add("active");
  grid.setAttribute("aria-activedescendant", node.id);
}

/// Moves the keyboard's place there, as far as there is such a place, and into view.
function moveTo(row, c) {
  const top = Math.max(-1, Math.min(matrix.shown.length - 1, row));
  matrix.place = { row: top, column: Math.max(top < 0 ? 0 : -1, Math.min(commits.length - 1, c)) };
  const covered = head.offsetHeight, y = top * rowHeight;
  if (top >= 0 && y < grid.scrollTop) grid.scrollTop = y;
  if (y + rowHeight + covered > grid.scrollTop + grid.clientHeight)
    grid.scrollTop = y + rowHeight + covered - grid.clientHeight;
  const x = matrix.place.column * matrix.cell;
  if (x < grid.scrollLeft) grid.scrollLeft = Math.max(0, x);
  if (x + matrix.cell + matrix.names > grid.scrollLeft + grid.clientWidth)
    grid.scrollLeft = x + matrix.cell + matrix.names - grid.clientWidth;
  drawRows();
}

/// Shows these boards; cells of `hits`, commits by board, are marked.
function showBoards(shown, hits) {
  Object.assign(matrix, { shown, hits });
  rows.style.height = `${shown.length * rowHeight}px`;
  grid.setAttribute("aria-rowcount", shown.length + 1);
  grid.scrollTop = 0;
  matrix.place = { row: 0, column: Math.min(matrix.place.column, commits.length - 1) };
  drawAnew();
}

/// Marks the board and commit that the panel is about.
function markChosen(chosen) {
  matrix.chosen = chosen;
  for (const [row, node] of matrix.drawn) node.classList.toggle("chosen", matrix.shown[row] === chosen.board);
  markColumn();
}

/// What is at a place: board and commit, as far as it has them.
function thingAt({ row, column: c }) {
  return { board: row < 0 ? undefined : matrix.shown[row], commit: c < 0 ? undefined : c };
}

function placeOf(node) {
  const commit = node.closest("[data-commit]")?.dataset.commit;
  const row = node.closest("[data-row]")?.dataset.row;
  if (commit === undefined && row === undefined) return null;
  return { row: row === undefined ? -1 : Number(row), column: commit === undefined ? -1 : Number(commit) };
}

function setUpMatrix() {
  showHead();
  rows.append(column);
  grid.append(head, rows);
  grid.setAttribute("aria-colcount", commits.length + 1);
  fitColumns();
  grid.addEventListener("scroll", drawRows, { passive: true });
  new ResizeObserver(() => {
    fitColumns();
    drawRows();
  }).observe(grid);
  grid.addEventListener("click", ({ target }) => {
    const place = placeOf(target);
    if (!place) return;
    matrix.place = place;
    markPlace();
    openPanel(thingAt(place));
  });
}

/// The legend shows the signs themselves.
function showLegend() {
  const items = Object.values(states).map(({ look, sign, word }) =>
    el("span", {}, el(`span.cell.${look}`, { "aria-hidden": "true" }, sign), word));
  const turn = el("span", {}, el("span.cell.o.turn", { "aria-hidden": "true" }, "·"), "not as before");
  document.getElementById("legend").append(...items, turn);
}
