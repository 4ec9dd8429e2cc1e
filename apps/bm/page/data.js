// SPDX-License-Identifier: GPL-2.0-or-later
// The summary as bm wrote it, looked up by board and commit. What it says comes from outside: it is
// shown as text only.
"use strict";

const data = JSON.parse(document.getElementById("data").textContent);
const { boards, commits } = data;
const boardAt = new Map(boards.map((board, index) => [board.name, index]));

/// By the letter of a state: its class, what is shown, and its word.
const states = {
  o: { look: "o", sign: "·", word: "ok" },
  w: { look: "w", sign: "w", word: "warned" },
  f: { look: "f", sign: "F", word: "failed" },
  "?": { look: "u", sign: "?", word: "unknown" },
  "-": { look: "a", sign: "–", word: "absent" },
};

/// What a commit can do to the outcome of boards.
const effects = [
  { key: "broken", sign: "✗", word: "broke", first: "fails already" },
  { key: "mended", sign: "✓", word: "mended", first: "mended" },
  { key: "newly_warning", sign: "!", word: "made warn", first: "warns already" },
  { key: "cleaned", sign: "○", word: "made clean", first: "made clean" },
];

const number = new Intl.NumberFormat("en");
const signed = new Intl.NumberFormat("en", { signDisplay: "exceptZero" });
const many = (count, thing) => `${number.format(count)} ${thing}${count === 1 ? "" : "s"}`;

const stateAt = (board, commit) => states[commits[commit].states[board]] ?? states["?"];
const isKnown = (letter) => letter === "o" || letter === "w" || letter === "f";

/// The letter of the board's last known build before the commit; "" where there is none.
function before(board, commit) {
  for (let c = commit - 1; c >= 0; --c)
    if (isKnown(commits[c].states[board])) return commits[c].states[board];
  return "";
}

/// The outcome is another than that of the last known build.
function turns(board, commit) {
  const now = commits[commit].states[board];
  const was = before(board, commit);
  return isKnown(now) && was !== "" && now !== was;
}

const labelOf = (commit) => commits[commit].label || "current";
const titleOf = (commit) => commits[commit].subject || "current source";
const verbOf = (effect, commit) => (commit === 0 ? effect.first : effect.word);

/// A node with attributes, and children that are nodes or text. "on..." are handlers.
function el(kind, attributes = {}, ...children) {
  const [tag, ...classes] = kind.split(".");
  const node = document.createElement(tag || "div");
  if (classes.length) node.className = classes.join(" ");
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (value !== null && value !== false) node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.flat(2));
  return node;
}

/// Text from outside.
const out = (text, kind = "span") => el(`${kind}.out`, {}, String(text));

/// How many boards grew and shrank at a commit, and by how much all together.
function growthOf(commit) {
  const growth = { grew: 0, shrank: 0, bytes: 0 };
  for (const arch of commits[commit].sizes ?? [])
    for (const { change } of arch.changed) {
      const bytes = Object.entries(change).reduce((sum, [part, by]) => sum + (/(^|:)all$/.test(part) ? by : 0), 0);
      growth.bytes += bytes;
      if (bytes > 0) ++growth.grew;
      if (bytes < 0) ++growth.shrank;
    }
  return growth;
}

/// What a board's build says, of all that came and went up to it.
function saidBy(board, commit) {
  const { name } = boards[board];
  const said = [];
  // Of boards that say the same at other places, or otherwise before, the text is that of the first.
  const at = (text, meaning) => {
    const exact = said.findIndex((message) => message.text === text);
    return exact >= 0 ? exact : said.findIndex((message) => message.meaning === meaning);
  };
  for (let c = 0; c <= commit; ++c)
    for (const message of commits[c].messages) {
      if (!message.boards.includes(name)) continue;
      if (message.change === "came") said.push({ ...message, since: c });
      else {
        const index = at(message.change === "went" ? message.text : message.was, message.meaning);
        if (index < 0) continue;
        if (message.change === "went") said.splice(index, 1);
        else said[index] = { ...message, since: said[index].since };
      }
    }
  return said;
}

/// Boards that say at some commit what they did not say before, or no longer say it.
const speaking = new Set(commits.slice(1).flatMap((commit) =>
  commit.messages.filter((message) => message.change !== "moved").flatMap((message) => message.boards)));

/// Where a board's outcome turned: commit and letter; its first known one counts unless it is ok.
function turnsOf(board) {
  const turned = [];
  let was = "o";
  commits.forEach(({ states: letters }, commit) => {
    const now = letters[board];
    if (!isKnown(now)) return;
    if (now !== was) turned.push({ commit, now });
    was = now;
  });
  return turned;
}

/// Of each board: whether it fails and changes; `key` sorts what happened together, quiet ones last.
const stories = boards.map(({ name }, board) => {
  const turned = turnsOf(board);
  const fails = turned.some(({ now }) => now === "f");
  const comes = commits.some(({ states: letters }) => letters[board] === "-");
  const changes = comes || speaking.has(name) || turned.some(({ commit }) => commit > 0);
  const rank = fails ? 0 : turned.length ? 1 : changes ? 2 : 3;
  const told = (some) => some.map(({ commit, now }) => String(commit).padStart(5, "0") + now).join("");
  return { fails, changes, key: `${rank} ${told(turned.filter(({ now }) => now === "f"))} ${told(turned)}` };
});
