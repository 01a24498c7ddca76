// Bundles the look into dist/: `npm ci && npm run build`. With --preview also a page with every component of README.md.
//
// One style sheet: the tokens of the NL Design System, its components, then our own rules; without the rules for classes
// nobody uses, its tokens resolved (tokens.js), minified.

import { cpSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { inflateSync } from "node:zlib";
import esbuild from "esbuild";
import { PurgeCSS } from "purgecss";
import { resolveTokens } from "./tokens.js";

const here = dirname(fileURLToPath(import.meta.url));
const dist = join(here, "dist");
const crates = join(here, "..", "crates");
const require = createRequire(import.meta.url);

/** What is shipped of each package, in the order of the cascade. */
const COMPONENTS = {
  "@nl-design-system-unstable/voorbeeld-design-tokens": "dist/variables.css",
  "@utrecht/component-library-css": "dist/index.css",
  "@nl-design-system-candidate/heading-css": "dist/heading.css",
  "@nl-design-system-candidate/paragraph-css": "dist/paragraph.css",
  "@nl-design-system-candidate/link-css": "dist/link.css",
  "@nl-design-system-candidate/button-css": "dist/button.css",
  "@nl-design-system-candidate/data-badge-css": "dist/data-badge.css",
  "@nl-design-system-candidate/skip-link-css": "dist/skip-link.css",
};
const FONT = { "@fontsource-variable/noto-sans": "files/noto-sans-latin-wght-normal.woff2" };
/** For drawings turned into pictures on the server: a font in the form that its renderer reads. */
const DRAWING_FONT = "@fontsource/noto-sans";
const DRAWING_WEIGHTS = [400, 700];
const OWN = ["tokens", "base", "frame", "front", "figure", "table", "form", "chart", "print"];

/** Rooms whose Rust sources name the classes in use; README.md names those of every documented component. */
const ROOMS = ["screens", "web_public", "web_staff", "charts"];

/** Elements that method pages get from Markdown: no source names them. */
const RENDERED = ["pre", "code", "table", "thead", "tbody", "tr", "th", "td", "blockquote", "ul", "ol", "li", "h2", "h3", "a", "p"];

/** Never shipped, whatever depends on it: house styles that are not ours to use. */
const FORBIDDEN = ["@rijkshuisstijl-community/design-tokens", "@utrecht/design-tokens", "amsterdam"];

const LIMITS = { "inbeeld.css": 40_000, "inbeeld.js": 10_000 };

const packaged = (name, path) => join(here, "node_modules", name, path);
const read = (path) => readFileSync(path, "utf8");

async function style() {
  const sources = [
    ...Object.entries(COMPONENTS).map(([name, path]) => packaged(name, path)),
    ...OWN.map((name) => join(here, "src", `${name}.css`)),
  ];
  const whole = sources.map(read).join("\n").replaceAll("@charset \"UTF-8\";", "").replaceAll(/\/\*# sourceMappingURL=.*?\*\//g, "");
  const used = await withoutUnusedRules(whole);
  const { code } = await esbuild.transform(resolveTokens(used), { loader: "css", minify: true, target: ["chrome111", "firefox115", "safari16.4"], legalComments: "none" });
  return code;
}

/** Drops rules whose classes stand nowhere in the sources. */
async function withoutUnusedRules(raw) {
  const content = [...ROOMS.flatMap((room) => rustFiles(join(crates, room, "src"))), join(here, "README.md"), join(here, "src", "inbeeld.js")];
  const [{ css }] = await new PurgeCSS().purge({
    content: content.map((path) => ({ raw: read(path), extension: "txt" })),
    css: [{ raw }],
    defaultExtractor: (text) => text.match(/[A-Za-z][A-Za-z0-9_-]*/g) ?? [],
    safelist: ["html", "body", ...RENDERED],
  });
  return css;
}

function rustFiles(folder) {
  return readdirSync(folder, { recursive: true }).filter((name) => name.endsWith(".rs")).sort().map((name) => join(folder, name));
}

async function script() {
  const { code } = await esbuild.transform(read(join(here, "src", "inbeeld.js")), { loader: "js", minify: true, target: "es2021", format: "iife" });
  return code;
}

/** Package, version, licence and maker of everything that is shipped. */
function licences() {
  const parts = { style: COMPONENTS, font: FONT, drawing: { [DRAWING_FONT]: "" } };
  const list = Object.entries(parts).flatMap(([part, packages]) => Object.keys(packages).map((name) => licence(name, part)));
  const wrong = list.filter((entry) => !["EUPL-1.2", "OFL-1.1"].includes(entry.licence) || FORBIDDEN.some((name) => entry.package.includes(name)));
  if (wrong.length > 0) throw new Error(`may not be shipped: ${wrong.map((entry) => entry.package).join(", ")}`);
  return `${JSON.stringify(list, null, 2)}\n`;
}

function licence(name, part) {
  const about = require(packaged(name, "package.json"));
  const author = typeof about.author === "string" ? about.author : about.author?.name;
  const home = about.homepage ?? about.repository?.url ?? "";
  return { package: name, version: about.version, licence: about.license, author: author ?? "", home: webAddress(home), part };
}

/** `git+ssh://git@host/x.git` and `git@host:x` as `https://host/x`. */
function webAddress(home) {
  return home.replace(/^git\+/, "").replace(/^(?:ssh:\/\/)?git@([^:/]+)[:/]/, "https://$1/").replace(/\.git$/, "");
}

/** WOFF as plain TrueType: its tables unpacked, in the order of their tags (WOFF 1.0, W3C 2012). */
function trueType(woff) {
  const count = woff.readUInt16BE(12);
  const tables = Array.from({ length: count }, (_, place) => {
    const at = 44 + place * 20;
    const [offset, packed, length] = [4, 8, 12].map((field) => woff.readUInt32BE(at + field));
    const stored = woff.subarray(offset, offset + packed);
    return { tag: woff.subarray(at, at + 4), checksum: woff.subarray(at + 16, at + 20), data: packed < length ? inflateSync(stored) : stored };
  });
  const power = Math.floor(Math.log2(count));
  const head = Buffer.alloc(12 + count * 16);
  woff.copy(head, 0, 4, 8);
  [count, 16 << power, power, count * 16 - (16 << power)].forEach((number, place) => head.writeUInt16BE(number, 4 + place * 2));
  let end = head.length;
  tables.forEach(({ tag, checksum, data }, place) => {
    const at = 12 + place * 16;
    tag.copy(head, at);
    checksum.copy(head, at + 4);
    head.writeUInt32BE(end, at + 8);
    head.writeUInt32BE(data.length, at + 12);
    end += padded(data).length;
  });
  return Buffer.concat([head, ...tables.map(({ data }) => padded(data))]);
}

const padded = (data) => Buffer.concat([data, Buffer.alloc(-data.length & 3)]);

/** Every HTML example of README.md on one page. */
function preview() {
  const [page, ...examples] = [...read(join(here, "README.md")).matchAll(/```html\n([\s\S]*?)```/g)].map((match) => match[1]);
  const body = examples.map((html) => (html.startsWith("<main") ? html.replace(/<\/?main[^>]*>/g, "") : html));
  const sections = body.map((html) => (html.startsWith("  <section") ? html : `<div class="ib-section">${html}</div>`)).join("\n");
  return page.replace("> … </main>", `>${sections}</main>`).replaceAll("/assets/", "");
}

function write(name, contents) {
  writeFileSync(join(dist, name), contents);
  const size = Buffer.byteLength(contents);
  if (size > (LIMITS[name] ?? Infinity)) throw new Error(`${name} is ${size} bytes; it may be ${LIMITS[name]}`);
  process.stdout.write(`${name} ${size}\n`);
}

rmSync(dist, { recursive: true, force: true });
mkdirSync(dist, { recursive: true });
write("licences.json", licences());
write("inbeeld.css", await style());
write("inbeeld.js", await script());
write("favicon.svg", read(join(here, "src", "favicon.svg")).trim());
for (const [name, path] of Object.entries(FONT)) cpSync(packaged(name, path), join(dist, "noto-sans-latin.woff2"));
for (const weight of DRAWING_WEIGHTS) {
  write(`noto-sans-${weight}.ttf`, trueType(readFileSync(packaged(DRAWING_FONT, `files/noto-sans-latin-${weight}-normal.woff`))));
}
if (process.argv.includes("--preview")) write("preview.html", preview());
