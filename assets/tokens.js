// Resolves the tokens of the NL Design System at build time.
//
// A token that is set once, on `:root`, and never anywhere else has one value on every page: where a rule reads it, the value
// itself can stand. A token nobody sets leaves the fallback the rule gives, or nothing. Our own `--ib-…` properties differ
// between light, dark, forced colours and paper, so they stay. What the browser computes is the same; the sheet is a third.

import postcss from "postcss";

const OWN = "--ib-";

/** The style sheet with every token that can be resolved resolved, and no custom property that nobody reads. */
export function resolveTokens(css) {
  const root = postcss.parse(css);
  keepLast(root);
  let before;
  do {
    before = root.toString();
    resolveOnce(root);
  } while (root.toString() !== before);
  dropUnread(root);
  root.walkRules((rule) => {
    if (rule.nodes.length === 0) rule.remove();
  });
  return root.toString();
}

const isRoot = (rule) => rule?.type === "rule" && rule.selector === ":root" && rule.parent.type === "root";

/** Of a token set several times on `:root`, only the last counts. */
function keepLast(root) {
  const seen = new Set();
  for (const rule of [...root.nodes].reverse().filter(isRoot)) {
    for (const declaration of [...rule.nodes].reverse()) {
      if (declaration.type !== "decl") continue;
      if (seen.has(declaration.prop)) declaration.remove();
      seen.add(declaration.prop);
    }
  }
}

function resolveOnce(root) {
  const set = new Map();
  const varies = new Set();
  root.walkDecls(/^--/, (declaration) => {
    if (isRoot(declaration.parent) && !declaration.prop.startsWith(OWN)) set.set(declaration.prop, declaration.value);
    else varies.add(declaration.prop);
  });
  const value = (name) => (varies.has(name) ? { stays: true } : { text: set.get(name) });
  root.walkDecls((declaration) => {
    const resolved = replaceReads(declaration.value, value);
    if (resolved === undefined) declaration.remove();
    else declaration.value = resolved;
  });
}

/** The value with each `var()` replaced by what is known of it; undefined when it reads a token that nobody sets. */
function replaceReads(text, value) {
  let out = "";
  let rest = text;
  for (;;) {
    const start = rest.search(/\bvar\(/);
    if (start < 0) return out + rest;
    const end = closing(rest, start + 4);
    const [name, fallback] = split(rest.slice(start + 4, end));
    const known = value(name);
    const read = known.stays ? keep(name, fallback, value) : (known.text ?? (fallback === undefined ? undefined : replaceReads(fallback, value)));
    if (read === undefined) return undefined;
    out += rest.slice(0, start) + read;
    rest = rest.slice(end + 1);
  }
}

function keep(name, fallback, value) {
  const other = fallback === undefined ? undefined : replaceReads(fallback, value);
  return other === undefined || name.startsWith(OWN) ? `var(${name})` : `var(${name},${other})`;
}

/** Place of the bracket that closes the one before `from`. */
function closing(text, from) {
  let depth = 1;
  for (let place = from; place < text.length; place += 1) {
    if (text[place] === "(") depth += 1;
    if (text[place] === ")") depth -= 1;
    if (depth === 0) return place;
  }
  throw new Error(`bracket not closed: ${text}`);
}

function split(inside) {
  const comma = inside.indexOf(",");
  return comma < 0 ? [inside.trim(), undefined] : [inside.slice(0, comma).trim(), inside.slice(comma + 1).trim()];
}

/** Drops custom properties that no rule reads, directly or through another. */
function dropUnread(root) {
  const through = new Map();
  const wanted = [];
  root.walkDecls((declaration) => {
    const names = [...declaration.value.matchAll(/var\(\s*(--[\w-]+)/g)].map((match) => match[1]);
    if (declaration.prop.startsWith("--")) through.set(declaration.prop, [...(through.get(declaration.prop) ?? []), ...names]);
    else wanted.push(...names);
  });
  const kept = new Set();
  while (wanted.length > 0) {
    const name = wanted.pop();
    if (kept.has(name)) continue;
    kept.add(name);
    wanted.push(...(through.get(name) ?? []));
  }
  root.walkDecls(/^--/, (declaration) => {
    if (!kept.has(declaration.prop)) declaration.remove();
  });
}
