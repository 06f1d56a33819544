import type { Page, Route } from '@playwright/test'
import { OVERRIDES_KEY, PAGE_STATE_ID, type PageState } from '@portico/micro-app/page-state'
import type { Answers } from '../fakes/graph.ts'

export interface PorticoLogin {
  /** Short name of the company, as it stands in the log-in page. */
  tenant: string
  user: string
  password: string
}

/** What the browser tests of a sub-app do in a running Portico, whose address is the `baseURL` of Playwright's configuration. */
export class PorticoPage {
  readonly #page: Page
  readonly #versions = new Map<string, string>()

  constructor(page: Page) {
    this.#page = page
  }

  /** Without the log-in page. Throws with the code that the platform refuses with. */
  async logInAs({ tenant, user, password }: PorticoLogin): Promise<void> {
    const answer = await this.#page.request.post('/api/session', {
      data: { tenant, username: user, password },
      headers: { 'x-portico-csrf': '1' },
    })
    if (!answer.ok()) throw new Error(`${user} of ${tenant} cannot log in: ${await answer.text()}`)
  }

  /**
   * In this tab the app is of that published version from its next opening on. The environment must allow it
   * (`PORTICO_OVERRIDES`), or `openApp` throws.
   */
  async atVersion(app: string, version: string): Promise<void> {
    await this.#page.goto('/')
    this.#versions.set(app, version)
    const apps = Object.fromEntries(
      [...this.#versions].map(([name, chosen]) => [name, { kind: 'version', version: chosen }]),
    )
    await this.#page.evaluate(
      ({ stateId, key, chosen }) => {
        const { session } = JSON.parse(
          document.getElementById(stateId)?.textContent ?? '{}',
        ) as Partial<PageState>
        if (!session) throw new Error('Log in before a version is chosen')
        sessionStorage.setItem(key, JSON.stringify({ userId: session.user.id, apps: chosen, link: null }))
      },
      { stateId: PAGE_STATE_ID, key: OVERRIDES_KEY, chosen: apps },
    )
  }

  /** By operation name, as for `renderApp`; operations without an answer go to the platform. */
  async answerWith(answers: Answers): Promise<void> {
    await this.#page.route('**/graphql', route => answerRoute(route, answers))
  }

  /** `path` of the whole page; left out: `/<app>`. Resolves when the app is mounted, throws with the code where it cannot be opened. */
  async openApp(app: string, path = `/${app}`): Promise<void> {
    const mounted = this.#page.locator(`main .app-host[data-app="${app}"]:not([data-suspended])`)
    const failure = this.#page.locator('main [role="alert"] code').first()
    await this.#page.goto(path)
    await mounted.or(failure).first().waitFor()
    if (await failure.isVisible()) throw new Error(`${app} cannot be opened: ${await failure.textContent()}`)
    await this.#assertVersion(app, await mounted.getAttribute('data-instance'))
  }

  async #assertVersion(app: string, instance: string | null): Promise<void> {
    const wanted = this.#versions.get(app)
    if (wanted === undefined || instance?.startsWith(`${app}@${wanted}#`)) return
    throw new Error(
      `${app} is ${instance}, not version ${wanted}: it is not published, or the environment allows no overrides`,
    )
  }
}

async function answerRoute(route: Route, answers: Answers): Promise<void> {
  const { operationName, variables } = route.request().postDataJSON() as {
    operationName?: unknown
    variables?: unknown
  }
  if (typeof operationName !== 'string' || !Object.hasOwn(answers, operationName)) return route.fallback()
  const answer = answers[operationName]
  const given: unknown = await (typeof answer === 'function' ? answer(variables) : answer)
  const code = given instanceof Error && 'code' in given ? String(given.code) : 'INTERNAL'
  const body =
    given instanceof Error
      ? { data: null, errors: [{ message: given.message, extensions: { code } }] }
      : { data: given }
  await route.fulfill({ json: body })
}
