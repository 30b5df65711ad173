import { defineConfig } from 'playwright/test'
import { findChromium, quietFlags } from './scripts/chromium.ts'

const executablePath = findChromium()

export default defineConfig({
  testDir: 'e2e',
  fullyParallel: true,
  // The whole matrices count calls a second and seconds until somebody takes over; two at once would measure each other.
  workers: process.env.MATRIX === 'full' ? 1 : 2,
  // Twice what the slowest test needs on two cores: a busy machine is no failure.
  timeout: 120_000,
  expect: { timeout: 10_000 },
  forbidOnly: process.env.CI !== undefined,
  // Tests share processors with five processes of the product. What fails for that is tried once more and, should it pass
  // then, printed as flaky at the end; what is broken fails twice.
  retries: 1,
  reporter: [['list'], ...(process.env.E2E_REPORT ? [['json', { outputFile: process.env.E2E_REPORT }] as const] : [])],
  use: {
    browserName: 'chromium',
    viewport: { width: 360, height: 740 },
    launchOptions: { ...(executablePath ? { executablePath } : {}), args: quietFlags },
    // Recording costs a third of a test's time, so only what failed is recorded, as it is tried again.
    trace: 'on-first-retry',
  },
})
