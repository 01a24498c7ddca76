// Debian's Chromium, headless, with a fresh profile and no background traffic of its own.
import { chromium } from 'playwright-core';

const FLAGS = [
  '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
  '--disable-background-networking', '--disable-component-update', '--disable-sync',
];

export const launch = () => chromium.launch({ executablePath: '/usr/bin/chromium', headless: true, args: FLAGS });
