// A reader with the letter of 20 July 2020 beside the screen: each commitment by words that stand near it in the letter, one
// with typing mistakes, one by its place, one by its day; then the gaps, the regions and the printed report.
const READER = [
  // [what is typed or chosen, the commitment, what the reader wants to know]
  ['zoek=minimaal+twee+regio', 'C-19'],
  ['zoek=17+juli', 'C-03'],
  ['zoek=effectmeting+campagne', 'C-17'],
  ['zoek=eigen+risico', 'C-18'],
  ['zoek=sporenonderzoek+einde', 'C-04'],
  ['zoek=kindcheck', 'C-13'],
  ['zoek=cafes', 'C-35'],
  ['zoek=rechters', 'C-37'],
  ['zoek=kwaliteitskader', 'C-39'],
  ['zoek=naaktbeelden', 'C-23'],
  ['zoek=succesfactoren', 'C-29'],
  ['zoek=prevalentiemoniter', 'C-05'],
  ['bron=T2-D-1', 'C-28'],
  ['wie=erasmus', 'C-10'],
  ['van=2020-12-31&tot=2020-12-31&zoek=athena', 'C-08'],
];

export async function walkRegister(context, base, check) {
  const page = await context.newPage();
  for (const [asked, id] of READER) await finds(page, base, asked, id, check);
  await byForm(page, base, check);
  await gaps(page, base, check);
  await report(page, base, check);
  await page.close();
}

// The commitment stands among the first ten rows, so that it is seen at a glance.
async function finds(page, base, asked, id, check) {
  await page.goto(`${base}/maatregelen?${asked}`);
  const rows = page.locator('#gevonden-lijst').locator('xpath=ancestor::table[1]').locator('tbody tr');
  const found = await rows.locator('th a').evaluateAll((links) => links.map((link) => link.pathname.split('/').pop()));
  const place = found.indexOf(id);
  check(place >= 0 && place < 10, `${asked} does not lead to ${id}: ${found.slice(0, 10).join(' ') || 'nothing'}`);
}

async function byForm(page, base, check) {
  await page.goto(`${base}/maatregelen`);
  await page.getByLabel('Woorden', { exact: true }).fill('kindchek kliniken');
  await page.keyboard.press('Enter');
  await page.waitForURL(/zoek=/);
  check((await page.locator('main [role="status"]').innerText()).includes('Dit lijkt erop'), 'a typing mistake is not said to be one');
  await page.locator('tbody th a').first().click();
  check((await page.locator('h1').innerText()).includes('Kindcheck'), 'the commitment that was found has no page');
}

async function gaps(page, base, check) {
  await page.goto(`${base}/maatregelen/matrix?regio=VT18`);
  await page.locator('#dekking-tabel').locator('xpath=ancestor::table[1]').locator('tbody td a').first().click();
  check((await page.locator('#cel').count()) === 1, 'a cell of the matrix cannot be looked into');
  await page.goto(`${base}/maatregelen/regios`);
  await page.locator('tbody th a').first().click();
  check(page.url().includes('/maatregelen/matrix?regio=VT'), 'a region side by side does not lead to its matrix');
}

// On paper: no form, no menu, every table whole.
async function report(page, base, check) {
  await page.goto(`${base}/maatregelen/voortgang?van=2020-07-01&tot=2021-01-01`);
  await page.emulateMedia({ media: 'print' });
  check((await page.locator('form').first().isVisible()) === false, 'the form is printed');
  check((await page.locator('h2').count()) >= 8, 'the report lacks parts');
  await page.emulateMedia({ media: 'screen' });
  const word = await page.locator('main a[href*=".docx"]').first().getAttribute('href');
  const answer = await page.request.get(new URL(word, page.url()).href);
  check(answer.status() === 200 && (await answer.body()).subarray(0, 2).toString() === 'PK', 'the report is no Word file');
}
