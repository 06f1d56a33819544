import type { Plugin } from 'vite'

interface Replacement {
  file: RegExp
  /** Every text must be found, or the build fails: a silent miss would kill the page under its policy. */
  texts: [from: string, to: string][]
}

const REPLACEMENTS: Replacement[] = [
  {
    file: /\/qiankun\/es\/utils\.js$/,
    texts: [
      ["new Function('const { a } = { a: 1 }')();", ''],
      ["new Function('return this')()", 'globalThis'],
      ["new Function('return document')()", 'globalThis.document'],
    ],
  },
  {
    file: /\/@babel\/runtime\/regenerator\/index\.js$/,
    texts: [['Function("r", "regeneratorRuntime = r")(runtime)', 'globalThis.regeneratorRuntime = runtime']],
  },
  {
    // The host keeps account of what apps hang on the page by itself (src/host/ledger), for the one real document.
    file: /\/qiankun\/es\/sandbox\/patchers\/index\.js$/,
    texts: [
      ["import { patchLooseSandbox, patchStrictSandbox } from './dynamicAppend';", ''],
      ["import patchHistoryListener from './historyListener';", ''],
      ["import patchInterval from './interval';", ''],
      ["import patchWindowListener from './windowListener';", ''],
      ['var _patchersInSandbox$sa;', 'return [];'],
      ['var _patchersInSandbox$sa2;', 'return [];'],
    ],
  },
  {
    // An address cannot be defined on a window: the sandbox's is given to it by this name (src/host/sandbox/scope.ts).
    file: /\/qiankun\/es\/sandbox\/proxySandbox\.js$/,
    texts: [
      ['_this.registerRunningApp(name, proxy);', ''],
      ['var descriptorTargetMap = new Map();', 'var descriptorTargetMap = new Map(); var address;'],
      [
        'set: function set(target, p, value) {',
        `set: function set(target, p, value) {
        if (p === '__PORTICO_LOCATION__') { address = value; return true; }
        if (p === 'location' && address) { address.href = value; return true; }`,
      ],
      [
        'if (p === Symbol.unscopables) return unscopables;',
        `if (p === Symbol.unscopables) return unscopables;
        if (p === 'location' && address) return address;`,
      ],
      // What an app reads of a property and defines anew is the app's, not the page's.
      [
        'return Reflect.defineProperty(globalContext, p, attributes);',
        `{
          var native = Reflect.getOwnPropertyDescriptor(globalContext, p);
          if (native && native.get && native.get === attributes.get) attributes = Object.assign({}, attributes,
            { get: native.get.bind(globalContext), set: native.set && native.set.bind(globalContext) });
          return Reflect.defineProperty(target, p, attributes);
        }`,
      ],
      // Of SystemJS, which would evaluate strings.
      ['globalVariableWhiteList.indexOf(p) !== -1', 'false'],
    ],
  },
  {
    // Warns on every page that routing was not started. Only parcels are used, and the shell routes by itself.
    file: /\/single-spa\/lib\/esm\/single-spa\.min\.js$/,
    texts: [['setTimeout((function(){xt||console.warn(s(1,!1))}),5e3)', 'void 0']],
  },
]

/**
 * Modules of qiankun that only other settings than the host's reach, as what its code asks of them. The parcel takes no
 * global state from qiankun: the host gives that to apps by itself (src/host/classic/qiankun-state.ts).
 */
const UNREACHED: [file: RegExp, code: string][] = [
  [/\/qiankun\/es\/sandbox\/(legacy\/sandbox|snapshotSandbox)\.js$/, 'export default class {}'],
  [
    /\/qiankun\/es\/sandbox\/patchers\/css\.js$/,
    "export const QiankunCSSRewriteAttr = 'data-qiankun', process = () => {}",
  ],
  [
    /\/qiankun\/es\/globalState\.js$/,
    `const ignore = () => {}
    const actions = { onGlobalStateChange: ignore, setGlobalState: ignore, offGlobalStateChange: ignore }
    export const getMicroAppStateActions = () => actions, initGlobalState = getMicroAppStateActions`,
  ],
]

const ONCE = 'make => { let made; return () => (made ??= [make()])[0] }'
/** What qiankun takes of lodash, for what it gives to it: lodash's own weigh 25 kB with all that they need. */
const LODASH: Record<string, string> = {
  concat: '(one, other) => [].concat(one, other)',
  forEach: '(list, call) => list.forEach(call)',
  isFunction: "value => typeof value === 'function'",
  // Of functions without arguments alone.
  memoize: ONCE,
  mergeWith: `(target, ...rest) => {
    const join = rest.pop()
    for (const source of rest) for (const key in source) target[key] = join(target[key], source[key])
    return target
  }`,
  noop: '() => {}',
  once: ONCE,
  snakeCase: "name => name.replace(/[^a-z\\d]+/gi, '_').toLowerCase()",
  without: '(list, ...left) => list.filter(each => !left.includes(each))',
}
const LODASH_FILE = /\/lodash\/(\w+)\.js$/

/** Evaluation of strings, which the page's Content-Security-Policy forbids. */
const EVALUATION = /\bnew Function\s*\(|(?<![.\w$])Function\s*\(|(?<![.\w$])eval\s*\(/

/** Mends qiankun's libraries for a page without string evaluation, and refuses a build in which any is left. */
export function patchLibraries(): Plugin {
  const replaced = new Set<Replacement>()
  return {
    name: 'portico:library-patches',
    apply: 'build',
    enforce: 'pre',
    load(id) {
      const unreached = UNREACHED.find(([file]) => file.test(id))
      if (unreached !== undefined) return { code: unreached[1], moduleSideEffects: false }
      const name = LODASH_FILE.exec(id)?.[1]
      if (name === undefined) return null
      if (LODASH[name] === undefined) this.error(`qiankun uses lodash/${name} now: write it here`)
      return { code: `export default ${LODASH[name]}`, moduleSideEffects: false }
    },
    transform(code, id) {
      const replacement = REPLACEMENTS.find(({ file }) => file.test(id))
      if (replacement === undefined) return null
      replaced.add(replacement)
      return { code: replaceAll(code, replacement, id), map: null }
    },
    generateBundle(_, bundle) {
      const missed = REPLACEMENTS.filter(replacement => !replaced.has(replacement))
      if (missed.length > 0)
        this.error(`Not in this build any more: ${missed.map(({ file }) => file.source)}`)
      for (const file of Object.values(bundle)) {
        if (file.type === 'chunk' && EVALUATION.test(file.code)) {
          this.error(`${file.fileName} evaluates a string: ${EVALUATION.exec(file.code)?.[0]}`)
        }
      }
    },
  }
}

function replaceAll(code: string, { texts }: Replacement, id: string): string {
  return texts.reduce((text, [from, to]) => {
    if (!text.includes(from)) throw new Error(`${id} holds no ${from}: look for what it evaluates now`)
    return text.replaceAll(from, to)
  }, code)
}
