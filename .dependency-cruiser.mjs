/**
 * The arrows of docs/invariants.md as rules; each name is the sentence that is broken. That folders do not import each other is
 * held beside it by `deploy/test-runner/src/folders.ts`: a rule of the scope `folder` also counts a folder as a part of the
 * one above it, so that a file beside folders could not import from them.
 */
const rule = (name, from, to) => ({ name, severity: 'error', from, to })

/** Folders of the framework, lowest first: each imports only from those before it. `bff/framework/README.md` draws them. */
const FRAMEWORK_LAYERS = [
  'errors',
  'telemetry',
  'redis',
  'notifications',
  'exchange',
  'upstream',
  'cache',
  'load',
  'access',
  'session',
  'release',
  'graphql',
  'settings',
  'live',
  'http',
  'gateway',
  'egg',
  'testing',
]
const FRAMEWORK = '^bff/framework/src/'
const layerRules = FRAMEWORK_LAYERS.slice(0, -1).map((layer, place) =>
  rule(
    'framework-layers',
    { path: `${FRAMEWORK}${layer}/` },
    { path: `${FRAMEWORK}((${FRAMEWORK_LAYERS.slice(place + 1).join('|')})/|[^/]+$)` },
  ),
)

const CONTRACTS = '^services/(contract|[^/]+/[^/]+/contract)/'
/** What of contracts is there at run time without TypeBox. */
const ADDRESSES =
  '^services/(contract/src/(?:address|services)|[^/]+/[^/]+/contract/src/shapes/addresses)\\.ts$'

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    rule(
      'apps-never-import-each-other',
      { path: '^apps/([^/]+)/' },
      { path: '^apps/', pathNot: '^apps/$1/' },
    ),
    rule(
      'apps-import-only-shared-ui-and-the-toolkit',
      { path: '^apps/' },
      { path: '^(shell|bff|services|deploy|e2e|bench)/', pathNot: CONTRACTS },
    ),
    rule(
      // A page or a command needs to know where a route is, not to check its shapes: no TypeBox is sent to a browser.
      'apps-and-the-command-line-take-types-and-addresses-of-contracts',
      { path: '^(apps|toolkit/cli)/' },
      { path: CONTRACTS, pathNot: ADDRESSES, dependencyTypesNot: ['type-only'] },
    ),
    rule(
      'addresses-of-contracts-know-no-shapes',
      { path: ADDRESSES },
      { path: '.', dependencyTypesNot: ['type-only'] },
    ),
    rule(
      'the-shell-imports-only-shared-ui-and-micro-app',
      { path: '^shell/src/' },
      { path: '^(apps|bff|services|deploy|e2e|bench|toolkit/(?!micro-app|testing))' },
    ),
    rule(
      'only-tests-import-what-is-for-tests',
      { path: '^(shell|shared-ui|apps)/', pathNot: '/test/' },
      { path: '^toolkit/testing/' },
    ),
    rule(
      'only-the-host-knows-qiankun',
      { pathNot: '^shell/(src/host/|vite|build)' },
      { path: 'node_modules/(qiankun|single-spa|import-html-entry)/' },
    ),
    rule(
      'shared-ui-imports-only-micro-app',
      { path: '^shared-ui/' },
      { path: '^(shell|apps|bff|services|deploy|e2e|bench|toolkit/(?!micro-app|testing))' },
    ),
    rule(
      'micro-app-imports-no-other-package',
      { path: '^toolkit/micro-app/src/' },
      { path: '^(shell|apps|bff|services|shared-ui|deploy|e2e|bench|toolkit/(?!micro-app))' },
    ),
    rule('the-framework-never-imports-the-gateway', { path: '^bff/framework/' }, { path: '^bff/gateway/' }),
    ...layerRules,
    rule(
      'framework-layers-name-every-folder',
      { path: `${FRAMEWORK}(?!(${FRAMEWORK_LAYERS.join('|')})/)[^/]+/` },
      { path: '^bff/framework/' },
    ),
    rule(
      'only-the-framework-knows-egg-and-apollo',
      { path: '^bff/gateway/' },
      { path: 'node_modules/(egg|@eggjs|@apollo|koa)/' },
    ),
    rule(
      'gateway-modules-never-meet-through-clients',
      { path: '^bff/gateway/app/modules/([^/]+)/' },
      {
        path: '^bff/gateway/app/modules/[^/]+/[^/]+\\.client\\.ts$',
        pathNot: '^bff/gateway/app/modules/$1/',
      },
    ),
    rule(
      'the-gateway-imports-only-the-framework-and-contracts',
      { path: '^bff/', pathNot: '/test(ing)?/' },
      {
        path: '^(shell|apps|services|shared-ui|deploy|e2e|bench)/',
        pathNot: CONTRACTS,
      },
    ),
    rule(
      // Sessions and releases are the framework's own work; what a product is about is that of modules.
      'the-framework-knows-the-contracts-of-identity-and-release-alone',
      { path: '^bff/framework/' },
      {
        path: '^services/[^/]+/[^/]+/contract/',
        pathNot: '^services/(core/identity|platform/release)/contract/',
      },
    ),
    rule(
      'contracts-import-only-their-base',
      { path: '^services/(contract|([^/]+/[^/]+)/contract)/' },
      {
        path: '^(shell|apps|bff|services|shared-ui|deploy|e2e|bench|toolkit)/',
        // What the release service promises is said in the words of releases, which gateways and services decide by.
        pathNot: ['^services/(contract|$2/contract)/', '^toolkit/release/'],
      },
    ),
    rule(
      'services-never-import-each-other',
      { path: '^services/(core|business|platform)/([^/]+)/', pathNot: '/test/' },
      {
        path: '^services/(core|business|platform)/',
        pathNot: ['^services/$1/$2/', '^services/[^/]+/[^/]+/contract/'],
      },
    ),
    rule(
      'services-import-only-the-kit',
      { path: '^services/', pathNot: '/test(ing)?/' },
      {
        path: '^(shell|apps|bff|shared-ui|deploy|e2e|bench|toolkit/(?!release/|redis/|loop/|artifact-store/|micro-app/|service-client/|telemetry/|settings/|mocks/))',
      },
    ),
    rule(
      // Each service says to the release service that it is there, and asks it for the routing of jobs.
      'the-kit-knows-no-service-but-the-contract-of-release',
      { path: '^services/kit/' },
      {
        path: '^services/(core|business|platform|host)/',
        pathNot: '^services/platform/release/contract/',
      },
    ),
    rule(
      'product-code-never-imports-tests',
      { pathNot: '(/test/|/testing/|\\.test\\.tsx?$|^e2e/|^bench/)' },
      { path: '(/test/|\\.test\\.tsx?$|^e2e/)' },
    ),
    rule('no-circles', {}, { circular: true }),
    rule('everything-imported-is-there', {}, { couldNotResolve: true, pathNot: '^virtual:' }),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    // A template is whole only with the files that all have in common; the compiler joins them.
    exclude: { path: '(^|/)(dist|\\.portico|node_modules/\\.vite|toolkit/(create|cli)/templates)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.web.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'types', 'node', 'default'],
      extensions: ['.ts', '.tsx', '.vue', '.mjs', '.js', '.json', '.css'],
    },
    progress: { type: 'none' },
  },
}
