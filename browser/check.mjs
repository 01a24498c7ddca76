// The pages that `check --report` writes, opened as files: axe-core without violations in light and dark, no request to
// any host, no sideways scroll on a phone, everything within reach of the keyboard. Usage: node check.mjs FOLDER
import { createRequire } from 'node:module';
import { readFileSync, readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { launch } from './chromium.mjs';

const folder = resolve(process.argv[2]);
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const names = readdirSync(folder).filter((name) => name.endsWith('.html')).sort();
const faults = [];
let checks = 0;

// What axe looks at: everything; and the two rules that can turn with the colours alone.
const ALL = ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa', 'best-practice'];
const COLOURS = ['color-contrast', 'link-in-text-block'];

check(names.includes('index.html') && names.length > 2, `only ${names.join(', ')} in ${folder}`);
const browser = await launch();
await Promise.all([visitAll('light', [1280, 360], ALL), visitAll('dark', [1280], COLOURS)]);
await walkByKeyboard();
await browser.close();

for (const fault of faults) console.error(`check pages: ${fault}`);
console.log(`check pages: ${names.length} pages, ${checks - faults.length} passed, ${faults.length} failed`);
process.exit(faults.length ? 1 : 0);

function check(holds, fault) {
  checks += 1;
  if (!holds) faults.push(fault);
}

function address(name) {
  return pathToFileURL(resolve(folder, name)).href;
}

// Every page in one colour scheme, in one tab: opening a tab costs more than reading a page.
async function visitAll(colorScheme, widths, rules) {
  const context = await browser.newContext({ bypassCSP: true, locale: 'nl-NL', colorScheme });
  const page = await context.newPage();
  let asked = [];
  page.on('request', (request) => asked.push(request.url()));
  for (const name of names) {
    await visit(page, name, colorScheme, widths, rules);
    const others = asked.filter((url) => url !== address(name));
    check(others.length === 0, `${name} asks for ${others.join(' ')}`);
    asked = [];
  }
  await context.close();
}

// One page with everything unfolded: what is put away must be as good as what is shown.
async function visit(page, name, scheme, widths, rules) {
  await page.goto(address(name), { waitUntil: 'load' });
  await page.evaluate(() => document.querySelectorAll('details').forEach((part) => { part.open = true; }));
  for (const width of widths) {
    await page.setViewportSize({ width, height: 900 });
    await page.evaluate(axe);
    const { violations } = await page.evaluate((runOnly) => window.axe.run(document, { runOnly }), rules);
    const said = violations.map((violation) => `${violation.id} (${violation.nodes.length}: ${violation.nodes[0].target.join(' ')})`);
    check(violations.length === 0, `${name}, ${scheme}, at ${width}: axe finds ${said.join('; ')}`);
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    check(overflow <= 0, `${name} scrolls sideways by ${overflow} px at ${width} px`);
  }
  check((await page.locator('h1').count()) === 1, `${name} has not exactly one main heading`);
}

// From the overview to a file and its cases without a mouse, scripts off: the page needs none.
async function walkByKeyboard() {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(address('index.html'));
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.waitForURL((url) => !url.href.endsWith('index.html'), { timeout: 5000 }).catch(() => {});
  check(!page.url().endsWith('index.html'), 'the first Tab of the overview leads to no file');
  const group = page.locator('details.group').first();
  const was = await group.evaluate((part) => part.open);
  await page.keyboard.press('Tab');
  check((await page.locator('summary:focus').count()) === 1, 'the first Tab of a page does not reach what can be unfolded');
  await page.keyboard.press('Enter');
  check((await group.evaluate((part) => part.open)) !== was, 'Enter does not unfold');
  await context.close();
}
