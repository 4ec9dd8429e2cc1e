// SPDX-License-Identifier: GPL-2.0-or-later
// What is shown, how the user changes it, and its place in the address: #commit=3&board=x.

const by = (id) => document.getElementById(id);
const inputs = { q: by("find-boards"), m: by("find-messages"), changing: by("only-changing"), failing: by("only-failing"), order: by("order") };
let chosen = {}; ///< board and commit of the panel, by position
let found = []; ///< messages with the words that are looked for

const allMessages = commits.flatMap((commit, at) => commit.messages.map((message) => ({ message, commit: at })));

function findMessages(words) {
  const wanted = words.toLowerCase();
  return wanted === "" ? [] : allMessages.filter(({ message }) => message.text.toLowerCase().includes(wanted));
}

/// Commits by board at which a found message came or moved.
function hitsOf(messages) {
  const hits = new Map();
  for (const { message, commit } of messages)
    for (const name of message.boards) {
      const board = boardAt.get(name);
      if (!hits.has(board)) hits.set(board, new Set());
      hits.get(board).add(commit);
    }
  return hits;
}

/// Boards to which the same happened stand together, those that fail first.
function byStory(a, b) {
  const one = stories[a].key, other = stories[b].key;
  if (one !== other) return one < other ? -1 : 1;
  return a - b;
}

function boardsWanted(hits) {
  const terms = inputs.q.value.toLowerCase().split(/\s+/).filter(Boolean);
  const wanted = boards.map((_, board) => board).filter((board) => {
    const words = `${boards[board].name} ${boards[board].arch}`.toLowerCase();
    return terms.every((term) => words.includes(term)) && (!inputs.changing.checked || stories[board].changes) &&
      (!inputs.failing.checked || stories[board].fails) && (inputs.m.value === "" || hits.has(board));
  });
  return inputs.order.value === "list" ? wanted : wanted.sort(byStory);
}

function filter() {
  found = findMessages(inputs.m.value);
  const hits = hitsOf(found);
  const wanted = boardsWanted(hits);
  showBoards(wanted, hits);
  by("shown").textContent = `${number.format(wanted.length)} of ${number.format(boards.length)}`;
  markCommits(chosen.commit, found);
}

/// What the panel shows for what is chosen.
function panelNodes() {
  const { board, commit } = chosen;
  if (board !== undefined && commit !== undefined) return buildPanel(board, commit);
  if (commit !== undefined) return commitPanel(commit);
  if (board !== undefined) return boardPanel(board);
  return inputs.m.value === "" ? null : foundPanel(inputs.m.value, found);
}

function render() {
  showPanel(panelNodes());
  markChosen(chosen);
  markCommits(chosen.commit, found);
}

const labelInAddress = (commit) => labelOf(commit).replace(/^0+(?=\d)/, "");

/// The address of what is shown now.
function address() {
  const terms = new URLSearchParams();
  if (chosen.commit !== undefined) terms.set("commit", labelInAddress(chosen.commit));
  if (chosen.board !== undefined) terms.set("board", boards[chosen.board].name);
  for (const name of ["q", "m"]) if (inputs[name].value) terms.set(name, inputs[name].value);
  for (const name of ["changing", "failing"]) if (inputs[name].checked) terms.set(name, "1");
  if (inputs.order.value !== "story") terms.set("order", inputs.order.value);
  return `#${terms}`;
}

/// Shows what the address asks for; what it names and is not there is passed over.
function readAddress() {
  const terms = new URLSearchParams(location.hash.slice(1));
  for (const name of ["q", "m"]) inputs[name].value = terms.get(name) ?? "";
  for (const name of ["changing", "failing"]) inputs[name].checked = terms.get(name) === "1";
  inputs.order.value = terms.get("order") === "list" ? "list" : "story";
  const commit = commits.findIndex((_, c) => labelInAddress(c) === (terms.get("commit") ?? "").replace(/^0+(?=\d)/, ""));
  chosen = { board: boardAt.get(terms.get("board") ?? undefined), commit: commit < 0 ? undefined : commit };
  filter();
  render();
  showChosenRow();
}

function showChosenRow() {
  const row = matrix.shown.indexOf(chosen.board);
  if (row >= 0) moveTo(row, chosen.commit ?? matrix.place.column);
}

/// Opens the panel of a board, a commit or both; {} closes it.
function openPanel(next) {
  chosen = { board: next.board, commit: next.commit };
  history.pushState(null, "", address());
  render();
}

function closePanel() {
  if (panel.hidden) return false;
  if (chosen.board === undefined && chosen.commit === undefined) inputs.m.value = "";
  openPanel({});
  filter();
  grid.focus();
  return true;
}

/// Rows and columns from the place.
const moves = {
  ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1],
  PageUp: [-20, 0], PageDown: [20, 0], Home: [0, -Infinity], End: [0, Infinity],
};

function openFromKeyboard() {
  openPanel(thingAt(matrix.place));
  panel.focus();
}

function gridKey(event) {
  const { row, column: c } = matrix.place;
  const move = moves[event.key];
  if (move) moveTo(row + move[0], c + move[1]);
  else if (event.key === "Enter" || event.key === " ") openFromKeyboard();
  else return;
  event.preventDefault();
}

function pageKey(event) {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const typing = ["INPUT", "SELECT", "TEXTAREA"].includes(event.target.tagName);
  if (event.key === "Escape" && (closePanel() || typing)) {
    grid.focus();
    event.preventDefault();
  }
  if (event.key !== "/" || (typing && event.target.type === "search")) return;
  inputs.q.focus();
  inputs.q.select();
  event.preventDefault();
}

/// What the user chose before, or what the browser prefers; asked storage may be forbidden.
function setUpTheme() {
  const dark = matchMedia("(prefers-color-scheme: dark)");
  let wish = null;
  try { wish = localStorage.getItem("bm-theme"); } catch { /* then it is not remembered */ }
  const apply = () => {
    const theme = wish ?? (dark.matches ? "dark" : "light");
    document.documentElement.dataset.theme = theme;
    by("theme").setAttribute("aria-pressed", String(theme === "dark"));
  };
  dark.addEventListener("change", apply);
  by("theme").addEventListener("click", () => {
    wish = document.documentElement.dataset.theme === "dark" ? "light" : "dark";
    try { localStorage.setItem("bm-theme", wish); } catch { /* likewise */ }
    apply();
  });
  apply();
}

function setUpTools() {
  by("tools").addEventListener("submit", (event) => event.preventDefault());
  by("tools").addEventListener("input", ({ target }) => {
    filter();
    if (target === inputs.m) chosen = {};
    history.replaceState(null, "", address());
    if (target === inputs.m) render();
  });
  grid.addEventListener("keydown", gridKey);
  document.addEventListener("keydown", pageKey);
  addEventListener("popstate", readAddress);
}

function showAbout() {
  by("about").textContent = `${many(boards.length, "board")} × ${many(commits.length, "commit")}`;
  document.title = `${by("about").textContent}: bm summary`;
  if (!data.problems.length) return;
  by("top").append(el("details", {}, el("summary", {}, `⚠ ${many(data.problems.length, "file")} could not be read whole`),
    listed(data.problems, few.rows, (problem) => out(problem, "div"))));
}

setUpTheme();
showAbout();
showLegend();
showCommits();
setUpMatrix();
setUpTools();
readAddress();
document.documentElement.dataset.ready = Math.round(performance.now());
