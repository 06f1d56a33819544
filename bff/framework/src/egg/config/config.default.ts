import { clientErrorAnswer } from '../client-error.ts'

/** Defaults under every BFF's own. Egg's middlewares (body parser, method override, favicon) are left out. */
export default () => ({
  coreMiddleware: [],
  // Signed cookies are not used; Egg insists on a key all the same.
  keys: 'unused',
  // The product's own log goes to standard output; Egg only speaks up when something is wrong with it.
  logger: { level: 'NONE', consoleLevel: 'WARN', disableConsoleAfterReady: false },
  onClientError: clientErrorAnswer,
  // For workers, which listen by themselves.
  cluster: { listen: { hostname: process.env.HOST || '127.0.0.1' } },
})
