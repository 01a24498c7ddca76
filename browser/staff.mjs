// The staff pages in real Chromium: an adviser logs in with a second factor, fills a gap, marks a commitment done, a second
// person approves, the council report comes out; two editors collide without loss; one form by keyboard only; everything
// without JavaScript too; axe-core without violations at two widths in both languages.
// Beside them stand the public pages of a release: a measure is seen beside its figure, and what is written is on them at once.
// Usage: node staff.mjs http://127.0.0.1:PORT PASSWORD http://127.0.0.1:PUBLIC [folder for screenshots]
import { createHmac } from 'node:crypto';
import { createRequire } from 'node:module';
import { mkdirSync, readFileSync } from 'node:fs';
import { launch } from './chromium.mjs';

const [base, password, publicBase, pictures] = process.argv.slice(2);
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const faults = [];
let checks = 0;

const browser = await launch();
const adviser = await entered('adviser', true);
await fillsAGap(adviser);
await isOnThePublicPages(adviser);
await startsFromTheExample(adviser);
await offersCare(adviser);
await closesWithTwo(adviser);
await printsTheReport(adviser);
await collide(adviser);
await bringsAFile(adviser);
await looksGood();
await adviser.context().close();
await browser.close();

for (const fault of faults) console.error(`staff pages: ${fault}`);
console.log(`staff pages: ${checks - faults.length} passed, ${faults.length} failed`);
process.exit(faults.length ? 1 : 0);

function check(holds, fault) {
  checks += 1;
  if (!holds) faults.push(fault);
}

// What the telephone shows: RFC 6238, said apart from the program.
function code(secret) {
  const bits = [...secret.replaceAll(' ', '')].map((letter) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0')).join('');
  const key = Buffer.from(bits.match(/.{8}/g).map((byte) => parseInt(byte, 2)));
  const step = Buffer.alloc(8);
  step.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30000)));
  const hash = createHmac('sha1', key).update(step).digest();
  const start = hash[19] & 15;
  return String((hash.readUInt32BE(start) & 0x7fffffff) % 1000000).padStart(6, '0');
}

// Logs in for the first time: password, the second factor set up, recovery codes.
async function entered(name, javaScriptEnabled) {
  const context = await browser.newContext({ locale: 'nl-NL', javaScriptEnabled, viewport: { width: 1360, height: 900 } });
  const page = await context.newPage();
  page.setDefaultTimeout(10000);
  page.on('request', (request) => check(request.url().startsWith(base) || request.url().startsWith('data:'), `${request.url()} is another host`));
  page.on('console', (message) => { if (message.type() === 'error' && !/status of 4\d\d/.test(message.text())) check(false, `complaint: ${message.text()}`); });
  await page.goto(base + '/register/measure');
  check(page.url().endsWith('/inloggen'), 'a page without log-in does not lead to the log-in');
  if (name === 'adviser') await axeClean(page, 'log-in');
  await page.locator('#name').fill(name);
  await page.locator('#password').fill(password);
  await submit(page);
  check(await page.locator('svg[role="img"]').isVisible(), 'there is no picture to scan');
  if (name === 'adviser') { await axeClean(page, 'second factor'); await picture(page, 'second-factor'); }
  await page.locator('#code').fill(code(await page.locator('.ib-code').innerText()));
  await submit(page);
  check((await page.locator('.ib-recovery li').count()) === 8, `${name} gets no recovery codes`);
  if (name === 'adviser') { await axeClean(page, 'recovery codes'); await picture(page, 'recovery-codes'); }
  const cookies = await context.cookies();
  check(cookies.length === 1 && cookies[0].httpOnly && cookies[0].secure && cookies[0].sameSite === 'Strict', 'the cookie is not strict');
  return page;
}

async function submit(page, name = 'main form button[type="submit"]') {
  await Promise.all([page.waitForNavigation(), page.locator(name).first().click()]);
}

async function gaps(page) {
  await page.goto(base + '/register/matrix?regio=VT19&groep=boys');
  return page.locator('main td a', { hasText: 'gat' }).count();
}

// A measure with baseline and goal, from a gap in the matrix, by keyboard only from the first field to the last button.
async function fillsAGap(page) {
  const before = await gaps(page);
  check(before > 0, 'there is no gap to fill');
  await picture(page, 'matrix');
  const gap = page.locator('main td a[href*="forms=exploitation"]', { hasText: 'gat' }).first();
  await Promise.all([page.waitForNavigation(), gap.focus().then(() => page.keyboard.press('Enter'))]);
  await picture(page, 'form');
  await axeClean(page, 'form');
  await typed(page, 'source', 'Gemeenteraad');
  await pressed(page, 'button[value="check"]');
  check((await page.evaluate(() => document.activeElement.className)).includes('ib-error-summary'), 'the focus does not go to what went wrong');
  await axeClean(page, 'form with mistakes');
  await picture(page, 'form-with-mistakes');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  check((await page.evaluate(() => document.activeElement.id)) === 'title', 'the first mistake does not lead to its field');
  await page.keyboard.type('Hulp voor uitgebuite jongens');
  await typed(page, 'status', 'l');
  await typed(page, 'baseline', '0 jongens in 2025');
  await typed(page, 'goal', '40 jongens in 2027');
  await typed(page, 'value_of', 'deel dat na');
  await typed(page, 'baseline_value', '95');
  await typed(page, 'step_values', '2022=90');
  await typed(page, 'goal_value', '0,5');
  await reached(page, '#indicators summary');
  await page.keyboard.press('Enter');
  await reached(page, 'input[name="indicators"][value="help-after-order"]');
  await page.keyboard.press('Space');
  await pressed(page, 'button[value="check"]');
  check((await page.locator('h1').innerText()).includes('Controleer'), `no answers to check: ${await page.locator('.ib-error-summary').allInnerTexts()}`);
  await axeClean(page, 'check answers');
  await picture(page, 'check-answers');
  await typed(page, 'why', 'Besluit van de raad van juni');
  await pressed(page, 'button[value="save"]');
  check((await page.locator('main').innerText()).includes('Opgeslagen'), 'the measure is not saved');
  await picture(page, 'record');
  const beside = await page.locator('[aria-labelledby="naast"]').innerText();
  for (const text of ['95,0', '0,5', '2022: 90,0', 'De weg naar het doel', 'nog wacht']) check(beside.includes(text), `beside the figure there is no: ${text}`);
  check(/Van de weg van nulmeting naar einddoel is \d+\s%|afgeschermd of onbekend/.test(beside), `the gap is not read from the figure: ${beside}`);
  check((await gaps(page)) < before, 'the gap did not close');
}

// What was just saved, on the public pages of the same server, without a restart, in the list, on its own page and in the report.
async function isOnThePublicPages(page) {
  const id = new URL(page.url()).pathname.split('/').pop();
  const own = (await page.goto(base + '/register/measure?q=uitgebuite')) && (await page.locator('main td a, main th a').first().innerText()).split(' ')[0];
  const open = await page.context().newPage();
  const answer = await open.goto(`${publicBase}/maatregelen/${own}`);
  check(answer.status() === 200 && (await open.locator('main').innerText()).includes('95,0'), `${own} (${id}) is not on the public pages`);
  await open.goto(`${publicBase}/maatregelen/voortgang?regio=VT19`);
  check((await open.locator('main').innerText()).includes('Hulp voor uitgebuite jongens'), 'the public report of the region does not name the measure');
  await open.close();
}

// A region begins with the example: its own baseline and level are asked anew, and the page of the region names the approach.
async function startsFromTheExample(page) {
  await page.goto(base + '/register/approach/nieuw?kopie=P-voorbeeld');
  const kept = await page.locator('#maturity, #baseline_value, #region').evaluateAll((fields) => fields.map((field) => field.value).join(' '));
  check(kept.trim() === '0', `the copy keeps level, baseline or region of the example: ${kept}`);
  const id = await page.locator('#id').inputValue();
  check(/^P-\d+$/.test(id), `the copy gets an id of another kind: ${id}`);
  await change(page, { title: 'Aanpak van Twente', region: 'Twente', source: 'Regioplan Twente' }, 'Begin van de aanpak');
  check((await page.locator('main').innerText()).includes('P-voorbeeld'), 'the copy does not say what it was made from');
  await publicly(page, '/regios/VT19', '[aria-labelledby="afgesproken"]', (words) => words.includes('Aanpak van Twente'), `${id} is not on the page of its region`);
}

// Care on offer in one municipality: there the gap is gone, beside it not.
async function offersCare(page) {
  await page.goto(base + '/register/offer/nieuw');
  await page.locator('input[name="parts"][value="offenders"]').check();
  await page.locator('#training').selectOption('yes');
  await change(page, { title: 'Programma voor jongeren', region: 'Enschede', source: 'Gemeente Enschede' }, 'Opgave van de gemeente');
  check((await page.locator('main').innerText()).includes('Opgeslagen'), 'the offer is not saved');
  const lacks = (words) => words.includes('alleen landelijk') && words.includes('daders');
  await publicly(page, '/maatregelen/aanbod?regio=GM0153', '[aria-labelledby="gaten"]', (words) => !lacks(words), 'Enschede still lacks what it offers');
  await publicly(page, '/maatregelen/aanbod?regio=GM0141', '[aria-labelledby="gaten"]', lacks, 'Almelo has what only Enschede offers');
}

// What a part of a public page says, in a tab of its own.
async function publicly(page, path, part, holds, fault) {
  const open = await page.context().newPage();
  await open.goto(publicBase + path);
  check(holds(await open.locator(part).innerText()), fault);
  await open.close();
}

// Goes to a field by Tab and types.
async function typed(page, id, text) {
  await reached(page, `#${id}`);
  await page.keyboard.type(text);
}

async function pressed(page, selector) {
  await reached(page, selector);
  await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')]);
}

async function reached(page, selector) {
  for (let step = 0; step < 250; step += 1) {
    if (await page.evaluate((wanted) => document.activeElement.matches(wanted), selector)) return;
    await page.keyboard.press('Tab');
  }
  check(false, `${selector} cannot be reached by keyboard`);
}

async function closesWithTwo(page) {
  await page.goto(base + '/register/commitment/C-09/gereed');
  await axeClean(page, 'report done');
  await page.locator('#evidence').fill('Brief aan de Kamer van 12 november 2020');
  await page.locator('#why').fill('De brief is verstuurd');
  await submit(page);
  check((await page.locator('main').innerText()).includes('gereedgemeld'), 'the commitment is not reported done');
  // The adviser holds both roles: the page opens, says why not, has no button, and a form made by hand is refused too.
  const answer = await page.goto(base + '/register/commitment/C-09/goedkeuren');
  const told = await page.locator('main').innerText();
  check(answer.status() === 200 && told.includes('U heeft dit zelf gereedgemeld'), `who reported is not told why not (${answer.status()})`);
  check((await page.locator('button[type="submit"]', { hasText: 'Goedkeuren' }).count()) === 0, 'who reported may approve');
  await axeClean(page, 'own report');
  await picture(page, 'own-report');
  const key = await page.locator('input[name="form_key"]').first().getAttribute('value');
  const sent = { form: { form_key: key, version: '2', why: 'klopt' }, headers: { origin: base }, maxRedirects: 0 };
  const forced = await page.request.post(base + '/register/commitment/C-09/goedkeuren', sent);
  check(forced.status() >= 400, `a form made by hand approves what its sender reported (${forced.status()})`);
  const second = await entered('second', false);
  await second.goto(base + '/');
  await picture(second, 'overview-of-the-second');
  await second.locator('a[href="/register/commitment/C-09/goedkeuren"]').click();
  await picture(second, 'approve');
  await second.locator('#why').fill('De brief gelezen');
  await submit(second);
  check((await second.locator('main').innerText()).toLowerCase().includes('gedaan'), 'the second person cannot approve');
  await second.context().close();
}

async function printsTheReport(page) {
  await page.goto(base + '/register/verslag?van=2020-07-01&tot=2026-12-31');
  check((await page.locator('main').innerText()).includes('Brief aan de Kamer van 12 november 2020'), 'the report does not name the evidence');
  check((await page.locator('#cijfer-tabel').count()) === 1 && (await page.locator('main').innerText()).includes('Hulp voor uitgebuite jongens'), 'the report shows no measures beside their figures');
  await axeClean(page, 'report');
  await picture(page, 'report');
  await page.emulateMedia({ media: 'print' });
  check(!(await page.locator('nav.ib-nav').isVisible()) && !(await page.locator('main form').first().isVisible()), 'the menu is on paper too');
  check((await page.pdf({ format: 'A4' })).length > 20000, 'the report does not print');
  await page.emulateMedia({ media: 'screen' });
  const file = await page.request.get(base + '/register/verslag?van=2020-07-01&tot=2026-12-31&vorm=docx');
  check(file.status() === 200 && (await file.body()).subarray(0, 2).toString() === 'PK', 'there is no DOCX');
}

// Two open the same measure; the second to save sees both versions and loses nothing.
async function collide(page) {
  const other = await entered('editor', false);
  await page.goto(base + '/register/measure/M-12/wijzigen');
  await other.goto(base + '/register/measure/M-12/wijzigen');
  await change(page, { goal: 'Alle scholen in 2028', baseline: '35 procent van de scholen' }, 'Nulmeting bekend');
  await change(other, { goal: 'De helft van de scholen', owner: 'GGD' }, 'Afspraak met de GGD');
  const words = await other.locator('main').innerText();
  for (const text of ['Alle scholen in 2028', 'De helft van de scholen', '35 procent', 'GGD', 'Nulmeting bekend']) check(words.includes(text), `the collision does not show: ${text}`);
  await axeCleanOf(other, 'collision');
  await picture(other, 'collision');
  await other.locator('input[name="choice-goal"][value="mine"]').check();
  await submit(other, 'button[value="resolve"]');
  await other.locator('#why').fill('Samen besloten');
  await submit(other, 'button[value="save"]');
  const kept = await other.locator('main').innerText();
  for (const text of ['De helft van de scholen', '35 procent', 'GGD']) check(kept.includes(text), `lost after the collision: ${text}`);
  await other.goto(base + '/register/measure/M-12/geschiedenis');
  check((await other.locator('.ib-change').count()) === 3, 'the history does not hold three versions');
  await picture(other, 'history');
  await other.context().close();
}

async function change(page, fields, why) {
  for (const [id, text] of Object.entries(fields)) await page.locator(`#${id}`).fill(text);
  await submit(page, 'button[value="check"]');
  await page.locator('#why').fill(why);
  await submit(page, 'button[value="save"]');
}

async function bringsAFile(page) {
  await page.goto(base + '/register/invoer');
  const rows = 'kind;id;source;title;status;regions;start\nmeasure;B-1;raad;Goed;running;VT19;2026-01-01\nmeasure;B-2;raad;Fout;running;VT19;1 mei\n';
  await page.locator('#file').setInputFiles({ name: 'maatregelen.csv', mimeType: 'text/csv', buffer: Buffer.from(rows) });
  await submit(page);
  check((await page.locator('main').innerText()).includes('is geen dag'), 'the bad row is no finding');
  await axeClean(page, 'findings');
  await picture(page, 'findings');
  await page.locator('#why').fill('Lijst van de raad');
  await submit(page);
  check((await page.locator('main').innerText()).includes('1 overgenomen'), 'the good row is not taken in');
}

// Pages of an administrator and an editor, in both languages, at two widths, and their overflow at a third.
async function looksGood() {
  const root = await entered('root', true);
  const pages = ['/', '/register/measure', '/register/commitment?q=brief', '/register/commitment/C-09', '/register/commitment/nieuw', '/register/offer/nieuw',
    '/register/measure/M-12/geschiedenis', '/register/matrix', '/register/verslag', '/register/invoer', '/account', '/beheer', '/beheer/adviser', '/beheer/logboek', '/nergens'];
  for (const prefix of ['', '/en']) {
    for (const path of pages) {
      await root.setViewportSize({ width: 1360, height: 900 });
      await root.goto(base + prefix + path);
      await axeClean(root, prefix + path);
      check((await root.locator('h1').count()) === 1, `${prefix}${path} has not exactly one main heading`);
      await picture(root, `page${prefix}${path}`.replaceAll(/[/?=]/g, '_'));
    }
  }
  await root.context().close();
}

async function axeClean(page, where) {
  for (const width of [1360, 360]) {
    await page.setViewportSize({ width, height: 900 });
    await page.evaluate(axe);
    const { violations } = await page.evaluate(() => window.axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa', 'best-practice'] }));
    const said = violations.map((violation) => `${violation.id} (${violation.nodes.length}: ${violation.nodes[0].target.join(' ')})`);
    check(violations.length === 0, `${where} at ${width}: axe finds ${said.join('; ')}`);
  }
  await page.setViewportSize({ width: 320, height: 900 });
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  check(overflow <= 0, `${where} scrolls sideways by ${overflow} px at 320 px`);
  await page.setViewportSize({ width: 1360, height: 900 });
}

// axe needs a script where the visitor has none: the same page in a context that has them.
async function axeCleanOf(page, where) {
  const context = await browser.newContext({ locale: 'nl-NL', viewport: { width: 1360, height: 900 } });
  const copy = await context.newPage();
  await copy.route(`${base}/copy`, async (route) => route.fulfill({ contentType: 'text/html', body: await page.content() }));
  await copy.goto(`${base}/copy`);
  await axeClean(copy, where);
  await context.close();
}

async function picture(page, name) {
  if (!pictures) return;
  mkdirSync(pictures, { recursive: true });
  for (const width of [1360, 360]) {
    await page.setViewportSize({ width, height: 900 });
    await page.screenshot({ path: `${pictures}/staff-${name}-${width}.png`, fullPage: true });
  }
  await page.setViewportSize({ width: 1360, height: 900 });
}
