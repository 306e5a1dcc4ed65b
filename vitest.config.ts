// Three kinds of tests: unit (plain Node), worker (inside workerd, with the simulator as the outside world), browser (Chromium).
import { cloudflareTest, readD1Migrations } from '@cloudflare/vitest-plugin'
import { defineConfig } from 'vitest/config'

const unitFolders =
  'ledger insights figures people simulator rules verifier local web content documents notify focus scale'.split(' ')
const workerFolders =
  'tenant vault pull vendors db http access flows root export erasure receipts reports mcp budgets alerts chargeback fuzz'.split(
    ' ',
  )
/** Anchoring is pure but for what it is handed, and `openssl` judges it: plain Node. */
const anchorTests = 'test/root/anchor*/**/*.test.ts'

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: [...unitFolders.map((folder) => `test/${folder}/**/*.test.ts`), anchorTests],
          testTimeout: 30_000,
        },
      },
      {
        test: {
          name: 'browser',
          include: ['test/browser/**/*.test.ts'],
          globalSetup: ['./test/browser/stack.ts'],
          // One after another: they share a set-up, a browser and two cores.
          fileParallelism: false,
          testTimeout: 180_000,
          hookTimeout: 240_000,
        },
      },
      {
        plugins: [
          cloudflareTest(async () => ({
            wrangler: { configPath: './wrangler.toml' },
            miniflare: {
              bindings: {
                ROOT_KEY_1: Buffer.alloc(32, 7).toString('base64'),
                LOG_KEY: Buffer.alloc(32, 9).toString('base64'),
                AUTH_SECRET: 'test-secret-that-is-long-enough-for-anyone',
                OPERATOR_TOKEN: 'test-operator-token-that-is-long-enough',
                APP_URL: 'http://localhost',
                JURISDICTIONS: 'off',
                PULL_SPREAD_SECONDS: '0',
                MAILBOX_URL: 'http://mailbox.sim',
                PAGERDUTY_URL: 'http://pagerduty.sim/__sim/webhooks/pagerduty',
                ANTHROPIC_BASE_URL: 'http://anthropic.sim',
                OPENAI_BASE_URL: 'http://openai.sim',
                // Decades away: the root log is cut when a test says so.
                ROOT_CUT_SECONDS: '3000000000',
                ANCHORS: 'off',
                OTS_CALENDARS: 'http://calendar.sim/a, http://calendar.sim/b, http://calendar.sim/c',
                BITCOIN_API_URL: 'http://bitcoin.sim/one, http://bitcoin.sim/two',
                BITCOIN_NETWORK: 'regtest',
                // The fuzzers' length and first seed; the runtime has no environment of its own.
                FUZZ_ROUNDS: process.env.FUZZ_ROUNDS ?? '1',
                FUZZ_SEED: process.env.FUZZ_SEED ?? '',
                CONTROL_MIGRATIONS: await readD1Migrations('./migrations/control'),
                TENANT_MIGRATIONS: await readD1Migrations('./migrations/tenant'),
              },
            },
          })),
        ],
        test: {
          name: 'worker',
          include: workerFolders.map((folder) => `test/${folder}/**/*.test.ts`),
          exclude: [anchorTests],
          // Two runtimes at a time, also on a machine of two cores: much of a file's time is its start.
          maxWorkers: 2,
          setupFiles: ['./test/support/worker-setup.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
          deps: { optimizer: { ssr: { enabled: true, include: ['itty-durable'] } } },
        },
      },
    ],
  },
})
