import { expect, type Page } from '@playwright/test'
import { OPERATOR_PAGES } from '../pages.ts'
import { dialog, notAnswered, nothingFound } from './steps.ts'
import type { State, Stop } from './walk.ts'

const csrf = { 'x-portico-csrf': '1' }
/** Without a blank to break at, as some have. */
const webhook = {
  id: 'w1',
  url: `https://hooks.example.com/services/${'T00000000'.repeat(6)}`,
  events: ['start', 'step', 'hold', 'abort', 'promote'],
  createdAt: '2026-11-01T09:00:00Z',
  createdBy: 'user:operator',
}
const reported = { releaseId: '0190f0c5-1111-7000-8000-000000000001', at: '2026-11-20T09:00:00Z' }
const delivery = {
  ...reported,
  id: 'd1',
  event: 'start',
  attempts: 1,
  state: 'delivered',
  problem: null,
  nextAt: null,
}
const deliveries = [
  {
    ...delivery,
    id: 'd3',
    event: 'step',
    attempts: 2,
    state: 'waiting',
    problem: 'answered 500',
    nextAt: reported.at,
  },
  { ...delivery, id: 'd2', attempts: 8, state: 'failed', problem: 'connect ECONNREFUSED' },
  delivery,
]

/** Webhooks as if they had been made: nothing outside can be called from here. */
async function haveWebhooks(page: Page) {
  await page.route('**/api/release/webhooks', route => route.fulfill({ json: { items: [webhook] } }))
  await page.route('**/api/release/webhooks/w1/deliveries', route =>
    route.fulfill({ json: { items: deliveries } }),
  )
}

const SLOW = '0a1b2c3d4e5f'
const step = { on: '', rows: 50, cost: 812.4, conditions: [], depth: 0 }

/** A statement that was slow, with its plan: none is slow enough here. */
async function haveSlowStatement(page: Page) {
  const condition =
    "Filter: ((document.tenant_id = current_setting('portico.tenant'::text)) AND (document.state = ANY ($1)))"
  const plan = {
    steps: [
      { ...step, what: 'Limit' },
      { ...step, what: 'Sort', conditions: ['Sort Key: document.placed_at DESC, document.id'], depth: 1 },
      {
        ...step,
        what: 'Seq Scan',
        on: 'sales.document',
        rows: 1_204_331,
        cost: 48_211.9,
        conditions: [condition],
        depth: 2,
      },
    ],
    problem: null,
  }
  const statement = {
    ...{ service: 'sales', fingerprint: SLOW, count: 17, slowestMs: 1_804.2, plan, plannedAt: reported.at },
    ...{ firstAt: '2026-11-19T09:00:00Z', lastAt: reported.at },
    text: `select id, number, state, placed_at, customer_id, ${'total_amount, '.repeat(12)}version from document where state = any($1) order by placed_at desc, id limit ?`,
  }
  await page.route(`**/api/release/statements/sales/${SLOW}`, route => route.fulfill({ json: statement }))
}

/** A set before the one in force, as if something had been promoted since. */
async function haveHistory(page: Page) {
  await page.route('**/api/release/baseline/history*', async route => {
    const response = await route.fetch()
    const { items } = await response.json()
    const [present] = items
    const apps = { ...present.baseline.apps, sales: '0.9.0' }
    const older = { ...present, revision: present.revision - 1, baseline: { ...present.baseline, apps } }
    await route.fulfill({ response, json: { items: [present, older], nextCursor: null } })
  })
}

const LISTED = 't_demo'

/** A draft with a tenant on its list, opened by the address it has. */
async function openDraft(page: Page) {
  const present = await (await page.request.get('/api/release/baseline')).json()
  const data = {
    overlay: { apps: { sales: present.baseline.apps.sales } },
    title: { en: 'Waiting days', 'zh-CN': '等待天数' },
    allow: [LISTED],
  }
  const made = await page.request.post('/api/release/releases', { data, headers: csrf })
  await page.goto(`/console/releases/${(await made.json()).id}`)
}

const PLANNED: State = {
  what: 'a plan with a dry run',
  async open(page) {
    await page.getByRole('radio', { name: 'By a plan' }).check()
    await page.getByRole('button', { name: 'Add a freeze window' }).click()
    await page.getByRole('button', { name: 'Add a shared library' }).click()
    await page.getByRole('textbox', { name: 'Share of step 2' }).fill('0.5')
    await page.getByRole('button', { name: 'Dry run' }).click()
    await expect(page.getByText(/it reaches/)).toBeVisible()
  },
}

const UNSAID: State = {
  what: 'what keeps a release from being made',
  async open(page) {
    await page.getByRole('button', { name: 'Create draft' }).click()
    await expect(page.locator('.con-problem').first()).toBeVisible()
  },
}

const EXPLAINED: State = {
  what: 'what a tenant gets',
  async open(page) {
    await page.getByRole('combobox', { name: 'Tenant' }).fill('demo')
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'Explain' }).click()
    await expect(page.getByRole('region', { name: /Decisions|Releases/ }).first()).toBeVisible()
  },
}

const RELEASE_API = '**/api/release/**'

/** By address of their page. */
const STATES: Record<string, readonly State[]> = {
  '/console/releases': [dialog('the question before all releases stop', 'Stop all releases')],
  '/console/releases/new': [PLANNED, UNSAID],
  '/console/explain': [EXPLAINED],
  '/console/snapshots': [dialog('the question before a return', 'Return to exactly this set')],
  '/console/audit': [nothingFound('About', 'No entry about this'), notAnswered('About', RELEASE_API)],
  '/console/tenants': [
    nothingFound('Search by name, short name or id', 'No tenant is called so'),
    notAnswered('Search by name, short name or id', RELEASE_API),
  ],
  '/console/interventions': [dialog('a new intervention', 'Intervene')],
  '/console/webhooks': [dialog('a new webhook', 'Create webhook')],
  '/console/instances': [dialog('a new token', 'Create token')],
}

const MORE_STOPS: readonly Stop[] = [
  {
    address: '/console/releases',
    follow: openDraft,
    heading: 'Waiting days',
    states: [
      dialog('its start', 'Start'),
      dialog('its audience', 'Change audience'),
      dialog('its texts', 'Edit texts and guardrails'),
      dialog('its plan', 'Give it a plan'),
      dialog('its list', 'Add tenants'),
    ],
  },
  { address: '/console/webhooks/w1', heading: /./ },
  {
    address: '/console/artifacts',
    follow: page => page.locator('[data-app=console]').getByRole('table').getByRole('link').first().click(),
    heading: /\d/,
  },
  { address: '/console/tenants/demo', heading: /./ },
  { address: '/console/tenants/demo/report', heading: /Service report/ },
  { address: `/console/statements/sales/${SLOW}`, heading: 'Slow SQL of sales' },
  { address: '/console/releases/0190f0c5-1111-7000-8000-000000000001' },
]

/** Every page of an operator, and what its pages show besides. */
export const OPERATOR_STOPS: readonly Stop[] = [
  ...OPERATOR_PAGES.map(([address, heading]) => ({ address, heading, states: STATES[address] ?? [] })),
  ...MORE_STOPS,
]

/** What the console shows only when something was there before. */
export async function haveSomethingToShow(page: Page): Promise<void> {
  await haveWebhooks(page)
  await haveHistory(page)
  await haveSlowStatement(page)
}
