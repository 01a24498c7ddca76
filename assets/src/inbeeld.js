// Only enhances: every page reads and every form works without this file.

const dutch = document.documentElement.lang !== "en";
const say = (nl, en) => (dutch ? nl : en);

/** Announces to those who do not see the change. */
const told = document.createElement("p");
told.className = "ib-hidden-text";
told.setAttribute("role", "status");
document.body.append(told);

// Error summary: focus goes to what went wrong.
document.querySelector(".ib-error-summary")?.focus();

// Tables: column heads become buttons; rows without a value stay last, in the order they came in.
const collator = new Intl.Collator(dutch ? "nl" : "en", { numeric: true });

function keyOf(row, column) {
  const cell = row.cells[column];
  if (!cell) return null;
  if (cell.dataset.value !== undefined && cell.dataset.value !== "") return Number(cell.dataset.value);
  return cell.classList.contains("ib-num") ? null : cell.textContent.trim();
}

function compare(one, other) {
  return typeof one === "number" && typeof other === "number" ? one - other : collator.compare(one, other);
}

function sort(table, head, column) {
  const down = head.getAttribute("aria-sort") === "ascending";
  const rows = [...table.tBodies[0].rows].map((row) => ({ row, key: keyOf(row, column) }));
  const [known, missing] = [rows.filter((entry) => entry.key !== null), rows.filter((entry) => entry.key === null)];
  known.sort((one, other) => (down ? compare(other.key, one.key) : compare(one.key, other.key)));
  table.tBodies[0].append(...[...known, ...missing].map((entry) => entry.row));
  for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
  head.setAttribute("aria-sort", down ? "descending" : "ascending");
  told.textContent = say(
    `Gesorteerd op ${head.textContent}, ${down ? "aflopend" : "oplopend"}`,
    `Sorted by ${head.textContent}, ${down ? "descending" : "ascending"}`,
  );
}

for (const table of document.querySelectorAll("table[data-ib-sort]")) {
  if (table.tHead?.rows.length !== 1 || table.tBodies.length !== 1) continue;
  [...table.tHead.rows[0].cells].forEach((head, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "ib-sort";
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener("click", () => sort(table, head, column));
  });
}

// Permanent link: a button beside it copies it.
for (const link of document.querySelectorAll("a[data-ib-copy]")) {
  if (!navigator.clipboard) break;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "ib-copy";
  button.textContent = say("Kopieer", "Copy");
  button.setAttribute("aria-label", say("Kopieer de vaste link", "Copy the permanent link"));
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(link.href);
      button.textContent = say("Gekopieerd", "Copied");
      told.textContent = say("De vaste link is gekopieerd", "The permanent link is copied");
    } catch {
      location.assign(link.href);
    }
  });
  link.after(button);
}

// Charts: arrow keys go from mark to mark, Escape leaves; a tap tells too. Hover is the browser's own <title>.
const tip = document.createElement("div");
tip.className = "ib-tip";
tip.hidden = true;
tip.setAttribute("aria-hidden", "true");
document.body.append(tip);

function hide() {
  tip.hidden = true;
  document.querySelector(".ib-mark--here")?.classList.remove("ib-mark--here");
}

function show(mark) {
  hide();
  const words = mark.querySelector("title")?.textContent;
  if (!words) return;
  mark.classList.add("ib-mark--here");
  tip.textContent = words;
  tip.hidden = false;
  const box = mark.getBoundingClientRect();
  const left = Math.min(Math.max(box.left + box.width / 2 - tip.offsetWidth / 2, 8), innerWidth - tip.offsetWidth - 8);
  const above = box.top - tip.offsetHeight - 6;
  tip.style.left = `${left}px`;
  tip.style.top = `${above > 8 ? above : Math.min(box.bottom + 6, innerHeight - tip.offsetHeight - 8)}px`;
  told.textContent = words;
}

function walk(event, marks, state) {
  const steps = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };
  if (event.key === "Escape") return hide();
  if (event.key === "Home") state.at = 0;
  else if (event.key === "End") state.at = marks.length - 1;
  else if (event.key in steps) state.at = (state.at + steps[event.key] + marks.length) % marks.length;
  else return;
  event.preventDefault();
  show(marks[state.at]);
}

for (const chart of document.querySelectorAll("svg.ib-c")) {
  const marks = [...chart.querySelectorAll(".ib-mark")];
  if (marks.length === 0) continue;
  chart.addEventListener("click", (event) => {
    const mark = event.target.closest(".ib-mark");
    if (mark && !mark.matches("a")) show(mark);
  });
  if (chart.querySelector("a")) {
    for (const mark of marks) mark.addEventListener("focus", () => show(mark));
  } else {
    const state = { at: -1 };
    chart.setAttribute("tabindex", "0");
    chart.addEventListener("keydown", (event) => walk(event, marks, state));
  }
  chart.addEventListener("focusout", hide);
}
addEventListener("scroll", hide, { passive: true });
