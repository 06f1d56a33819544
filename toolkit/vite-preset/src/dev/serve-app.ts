import { existsSync } from 'node:fs'
import type { ServerResponse } from 'node:http'
import { join, relative } from 'node:path'
import type { AppDefinition, Manifest } from '@portico/micro-app/manifest'
import { DEV_VERSION } from '@portico/micro-app/page-state'
import { describeApp } from '@portico/wrap'
import type { Connect, Plugin, ViteDevServer } from 'vite'
import { findContributionModule } from '../common/framework-plugin.ts'
import { localAnswers } from './local-answers.ts'

/** What a shell imports: hot reloading first, then the app. */
const SHELL_ENTRY = 'portico-dev-entry'
/** What the page on which the app runs alone begins with. */
const ALONE_ENTRY = 'portico-alone'
/** Where a team may keep answers for running alone: a default export of `Answers`, by operation name. */
const ANSWERS = '/src/alone.answers.ts'

/** Where the page on which the app runs alone asks for answers that it has not. */
const ANSWERS_PATH = '/__portico/answers'
const MAX_QUESTION_CHARACTERS = 256 * 1024

const ENTRIES = new Set([SHELL_ENTRY, ALONE_ENTRY])

/** Without the mark of a retry. */
function pathOf(id: string): string {
  return id.split('?', 1)[0] ?? id
}

/** `entry` is the URL path of the app's entry module. */
export function serveApp(app: AppDefinition, entry: string): Plugin {
  let root = ''
  return {
    name: 'portico:serve-app',
    apply: 'serve',
    configResolved(config) {
      root = config.root
    },
    resolveId: id => (ENTRIES.has(pathOf(id)) ? `\0${id}` : null),
    async load(given) {
      const id = pathOf(given)
      if (id === `\0${SHELL_ENTRY}`) return createShellEntry(app, { entry, root })
      if (id !== `\0${ALONE_ENTRY}`) return null
      const tokens = await this.resolve('@portico/shared-ui/tokens.css', join(root, entry))
      return createAloneEntry(app, {
        entry,
        hasAnswers: existsSync(join(root, ANSWERS)),
        hasTokens: tokens !== null,
      })
    },
    configureServer: server => () => void server.middlewares.use(createMiddleware(app, server)),
  }
}

/** Here a contribution is loaded with its app: whose a module is, its address does not say on this server. */
function createShellEntry(
  { framework = 'react', contributes = [] }: AppDefinition,
  { entry, root }: { entry: string; root: string },
): string {
  const parts = contributes.flatMap(({ id }) => {
    const file = findContributionModule(root, id)
    return file === undefined ? [] : [{ id, file: `/${relative(root, file)}` }]
  })
  const list = parts.map(({ id }, at) => `${JSON.stringify(id)}: part${at}`).join(', ')
  return [
    "import '/@vite/client'",
    framework === 'react' ? "import '@vitejs/plugin-react/preamble'" : '',
    `export * from '${entry}'`,
    ...parts.map(({ file }, at) => `import * as part${at} from '${file}'`),
    parts.length === 0 ? '' : `export const contributions = { ${list} }`,
  ].join('\n')
}

interface AloneParts {
  entry: string
  hasAnswers: boolean
  hasTokens: boolean
}

function createAloneEntry(
  { name, base }: AppDefinition,
  { entry, hasAnswers, hasTokens }: AloneParts,
): string {
  return [
    hasTokens ? "import '@portico/shared-ui/tokens.css'" : '',
    hasAnswers ? `import answers from '${ANSWERS}'` : 'const answers = {}',
    "import { mountAlone } from '@portico/testing/alone'",
    `import * as lifecycles from '${entry}'`,
    `await mountAlone(${JSON.stringify({ name, base })}, lifecycles, answers)`,
  ].join('\n')
}

function createMiddleware(app: AppDefinition, server: ViteDevServer): Connect.NextHandleFunction {
  const { root, logger } = server.config
  const answer = localAnswers({ root, name: app.name, say: line => logger.info(line, { timestamp: true }) })
  const manifest = JSON.stringify(createDevManifest(app))
  const page = createPage(app)
  return async (request, response, next) => {
    const path = (request.originalUrl ?? '/').split('?')[0] ?? '/'
    if (path === ANSWERS_PATH) return sendAnswer(request, response, answer)
    if (path === '/portico.json') return send(response, 'application/json', manifest)
    if (!request.headers.accept?.includes('text/html')) return next()
    send(response, 'text/html', await server.transformIndexHtml(path, page))
  }
}

export function createDevManifest(app: AppDefinition): Manifest {
  const code = {
    entry: `@id/__x00__${SHELL_ENTRY}`,
    css: [],
    preload: [],
    imports: [],
    own: {},
    integrity: {},
  }
  return { ...describeApp({ ...app, shared: {} }, DEV_VERSION), ...code, operations: [] }
}

/** The sandbox of an app that is alone is the page itself. */
function createPage({ title }: AppDefinition): string {
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>${title.en}</title>
    <link rel="icon" href="data:," />
    <script>globalThis.__PORTICO_SCOPE__ = () => globalThis</script>
  </head>
  <body>
    <script type="module" src="/@id/__x00__${ALONE_ENTRY}"></script>
  </body>
</html>
`
}

async function sendAnswer(
  request: Connect.IncomingMessage,
  response: ServerResponse,
  answer: ReturnType<typeof localAnswers>,
): Promise<void> {
  let text = ''
  for await (const chunk of request) {
    text += String(chunk)
    if (text.length > MAX_QUESTION_CHARACTERS) return void response.writeHead(413).end()
  }
  send(response, 'application/json', JSON.stringify(await answer(text)))
}

function send(response: ServerResponse, type: string, content: string): void {
  response.setHeader('content-type', `${type}; charset=utf-8`)
  response.end(content)
}
