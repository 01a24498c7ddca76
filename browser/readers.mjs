// Three readers of issue and house: an adviser with a deadline, an analyst with doubts, a council member on a phone. Each finds a
// region, compares it, understands a figure that is hidden, gets the data and the paragraph; in both languages, with and without
// scripts, at three widths.
const VISITS = [
  // [prefix of the language, scripts, width]
  ['', true, 1360],
  ['', true, 360],
  ['', false, 768],
  ['/en', true, 768],
  ['/en', false, 360],
  ['/en', false, 1360],
];

export async function walkReaders(browser, base, check) {
  for (const [prefix, javaScriptEnabled, width] of VISITS) {
    const context = await browser.newContext({ javaScriptEnabled, locale: prefix ? 'en-GB' : 'nl-NL', viewport: { width, height: 900 } });
    const page = await context.newPage();
    const where = `${prefix || '/nl'}, scripts ${javaScriptEnabled ? 'on' : 'off'}, ${width} px`;
    const said = (holds, fault) => check(holds, `${fault} (${where})`);
    await adviser(page, base + prefix, said);
    await analyst(page, base + prefix, said);
    await councillor(page, base + prefix, said);
    await context.close();
  }
}

// Types the region's name with a mistake, sees it beside the country, and takes the data along.
async function adviser(page, base, check) {
  await page.goto(base + '/');
  await page.locator('form[role="search"] input[name="q"]').first().fill('twnte');
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/zoek/);
  await page.locator('main a[href$="/regios/VT19"]').first().click();
  check((await page.locator('h1').innerText()).includes('Twente'), 'a mistyped region is not found');
  check((await page.locator('main a[href*="/regios/VT"]').count()) >= 4, 'the profile names no similar regions');
  const shown = page.locator('#t-wachten').locator('xpath=ancestor::table[1]').locator('tbody tr:has(td[data-value]) th a').first();
  await shown.click();
  await page.locator('select[name="vergelijk"]').selectOption('VT05');
  await page.locator('main form.ib-filter button[type="submit"]').click();
  check(new URL(page.url()).searchParams.get('vergelijk') === 'VT05', 'the comparison is not kept in the address');
  await file(page, page.locator('.ib-downloads a[href*=".csv"]'), 'indicator', check, 'the data of a figure');
  check((await page.locator('a[data-ib-copy]').first().getAttribute('href')).includes('release='), 'the permanent link does not keep its release');
}

// Looks at all regions against chance, builds a table, and reads the counts behind the figures.
async function analyst(page, base, check) {
  await page.goto(base + '/indicatoren/assessment');
  await page.locator('main a[href*="/regios?periode="]').first().click();
  check((await page.locator('main svg').count()) > 0, 'the regions are not drawn beside each other');
  await page.goto(base + '/indicatoren/assessment');
  await file(page, page.locator('.ib-downloads a[href*=".parquet"]'), 'PAR1', check, 'the safe counts');
  await page.goto(base + '/tabellen');
  await page.locator('input[name="wat"][value="assessment"]').check();
  await page.locator('input[name="wat"][value="help-after-order"]').check();
  await page.locator('form#stap button[type="submit"]').click();
  await page.locator('input[name="soort"][value="VT"]').check();
  await page.locator('form#stap button[type="submit"]').click();
  await page.locator('form#stap button[type="submit"]').click();
  check((await page.locator('table tbody tr').count()) > 25, 'the built table is empty');
  await file(page, page.locator('.ib-downloads a[href*=".xlsx"]'), 'PK', check, 'the built table');
}

// From the list of municipalities to a figure that is hidden, and to the paragraph for the letter.
async function councillor(page, base, check) {
  await page.goto(base + '/regios');
  await page.locator('main a[href$="/regios/GM0153"]').click();
  check((await page.locator('h1').innerText()).includes('Enschede'), 'a municipality has no profile');
  await page.goto(base + '/regios/VT19');
  const hidden = page.locator('tbody tr:has(td:nth-child(2) .ib-symbol--hidden) th a').first();
  if ((await hidden.count()) > 0) {
    await hidden.click();
    const why = page.locator('main .ib-state').first();
    check((await why.count()) === 1 && (await why.locator('a').count()) > 0, 'a hidden figure does not say why, or where to look');
    await page.goto(base + '/regios/VT19');
  }
  await page.locator('main a[href$="/regios/VT19/raadsbrief"]').first().click();
  check((await page.locator('article[lang="nl"] h2').innerText()).includes('Twente'), 'there is no paragraph for the council');
  check((await page.locator('article svg').count()) > 0, 'the paragraph has no drawing');
  await file(page, page.locator('main a[href*=".docx"]').first(), 'PK', check, 'the paragraph as a Word file');
}

// The file behind a link begins or speaks as it should.
async function file(page, link, sign, check, what) {
  const address = new URL(await link.first().getAttribute('href'), page.url()).href;
  const answer = await page.request.get(address);
  check(answer.status() === 200 && (await answer.body()).includes(Buffer.from(sign)), `${what} cannot be fetched`);
}
