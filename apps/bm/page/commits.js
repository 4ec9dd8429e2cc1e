// SPDX-License-Identifier: GPL-2.0-or-later
// The table of commits and what each did.

const namedOnScreen = 5;
const namedOnPaper = 200;

/// The first names, and how many more there are.
function someNames(names, most) {
  const rest = names.length - most;
  return names.slice(0, most).join(", ") + (rest > 0 ? ` and ${number.format(rest)} more` : "");
}

function effectLine(commit, effect) {
  const names = commits[commit][effect.key];
  return el("span.did", {},
    el(`span.badge.${effect.key}`, {}, `${effect.sign} ${verbOf(effect, commit)} ${number.format(names.length)}`), " ",
    el("span.out.screen", {}, someNames(names, namedOnScreen)),
    el("span.out.paper", {}, someNames(names, namedOnPaper)));
}

function growthWords(commit) {
  const { grew, shrank, bytes } = growthOf(commit);
  const words = [grew ? `${many(grew, "board")} grew` : "", shrank ? `${many(shrank, "board")} shrank` : ""];
  return grew || shrank ? `${words.filter(Boolean).join(", ")}: ${signed.format(bytes)} bytes in all` : "";
}

function messageWords(commit) {
  const count = (change) => commits[commit].messages.filter((message) => message.change === change).length;
  const came = count("came"), went = count("went");
  return [came ? `${many(came, "message")} came` : "", went ? `${many(went, "message")} went` : ""].filter(Boolean).join(", ");
}

function effectsOf(commit) {
  const lines = effects.filter(({ key }) => commits[commit][key].length).map((effect) => effectLine(commit, effect));
  const words = [growthWords(commit), lines.length ? "" : messageWords(commit)].filter(Boolean).join("; ");
  return words ? [...lines, el("span.did.faint", {}, words)] : lines;
}

const countedStates = [["failed", "f"], ["warned", "w"], ["unknown", "u"], ["ok", "o"]];

/// Bars as long as there are boards, and the numbers.
function countsOf(commit) {
  const { counts } = commits[commit];
  const some = countedStates.filter(([word]) => counts[word]);
  const bar = el("div.counts", { "aria-hidden": "true" }, some.map(([word, look]) => {
    const part = el(`i.${look}`);
    part.style.flexGrow = counts[word];
    return part;
  }));
  const words = some.map(([word]) => `${number.format(counts[word])} ${word}`).join(", ") || "no boards";
  return [bar, el("span", {}, words)];
}

function commitRow(commit) {
  const lines = effectsOf(commit);
  const did = effects.filter(({ key }) => commits[commit][key].length).map(({ key }) => key);
  const subject = el("button.link.out", { type: "button", onclick: () => openPanel({ commit }) }, titleOf(commit));
  return el(`tr${[lines.length ? "" : "quiet", ...did].map((name) => name && `.${name}`).join("")}`, {},
    el("td", {}, labelOf(commit)), el("td", {}, subject), el("td", {}, countsOf(commit)),
    el("td", {}, lines.length ? lines : el("span.quiet-word", {}, "no change")));
}

const commitTable = document.getElementById("commit-table");
const commitRows = commits.map((_, commit) => commitRow(commit));

function showCommits() {
  const quiet = document.getElementById("quiet");
  commitTable.tBodies[0].replaceChildren(...commitRows);
  quiet.checked = commits.length <= 8;
  const apply = () => commitTable.classList.toggle("few", !quiet.checked);
  quiet.addEventListener("change", apply);
  apply();
}

/// Shows which commit is open, and which have a message that is looked for.
function markCommits(chosen, found) {
  commitRows.forEach((row, commit) => {
    row.classList.toggle("chosen", commit === chosen);
    if (commit === chosen) row.scrollIntoView({ block: "nearest" });
    row.classList.toggle("hit", found.some((hit) => hit.commit === commit));
  });
}
