import { posix } from 'node:path'
import type MagicString from 'magic-string'
import type { Folder } from '../source/folder.ts'
import { isElsewhere } from '../source/folder.ts'
import type { Problems, SourcePosition } from '../source/problems.ts'
import { type Node, stringOf } from './syntax.ts'

/** The runtime's object in wrapped code. */
export const RUNTIME = '$portico'

/** What webpack hangs on the function that modules are required by. */
const WEBPACK_MEMBERS = new Set([
  'm',
  'c',
  'd',
  'o',
  'e',
  'f',
  'n',
  'r',
  'g',
  'u',
  'l',
  't',
  's',
  'a',
  'x',
  'O',
  'S',
  'oe',
])
const ENOUGH_MEMBERS = 3

export interface AddressOptions {
  folder: Folder
  /** The folder which addresses of the page are relative to. */
  base: string
  place: SourcePosition
  problems: Problems
}

interface Assigned {
  members: Set<string>
  publicPaths: Node[]
}

/** Leads addresses in code to the artifact: webpack's public path, and absolute paths of files that are there. */
export class ScriptAddresses {
  readonly #options: AddressOptions
  readonly #owners = new Map<string, Assigned>()

  constructor(options: AddressOptions) {
    this.#options = options
  }

  visit(node: Node, parent: Node | null, text: MagicString): void {
    if (node.type === 'AssignmentExpression') this.#note(node)
    if (stringOf(node) !== null && isValue(node, parent)) this.#lead(node, parent, text)
  }

  /** When all was visited: now it is known which function is webpack's. */
  finish(text: MagicString): void {
    for (const { members, publicPaths } of this.#owners.values()) {
      if (members.size < ENOUGH_MEMBERS) continue
      for (const node of publicPaths) this.#leadPublicPath(node, text)
    }
  }

  #note({ left, right, operator }: Node & { type: 'AssignmentExpression' }): void {
    if (operator !== '=' || left.type !== 'MemberExpression' || left.computed) return
    if (left.object.type !== 'Identifier' || left.property.type !== 'Identifier') return
    const owner = this.#owners.get(left.object.name) ?? { members: new Set(), publicPaths: [] }
    this.#owners.set(left.object.name, owner)
    if (WEBPACK_MEMBERS.has(left.property.name)) owner.members.add(left.property.name)
    if (left.property.name === 'p' && stringOf(right) !== null) owner.publicPaths.push(right)
  }

  #leadPublicPath(node: Node, text: MagicString): void {
    const { folder, base, place, problems } = this.#options
    const path = stringOf(node) ?? ''
    if (isElsewhere(path)) {
      const offset = place.offset + node.start
      problems.add('WRAP_PUBLIC_PATH', { ...place, offset }, `Its files are taken from ${path}.`)
      return
    }
    const target = path.startsWith('/') ? folder.findFolder(path) : posix.join(base, path)
    putUrl(target === '.' ? '' : target.replace(/\/?$/, target === '' ? '' : '/'), node, text)
  }

  #lead(node: Node, parent: Node | null, text: MagicString): void {
    const value = stringOf(node)
    if (value === null || !/^[^\s?#<>]*\.\w+(?:[?#]|$)/.test(value) || value.startsWith('//')) return
    const { folder, base } = this.#options
    const own = folder.find(value, base)
    if (own === null) return
    if (value.startsWith('/') || isRelativeAddress(own.file, node, parent))
      putUrl(own.file + own.suffix, node, text)
  }
}

/** Puts the address in the place of a text, which may have followed on a word at once: `return"/logo.svg"`. */
function putUrl(path: string, { start, end }: Node, text: MagicString): void {
  const isAtWord = /[\w$]/.test(text.original[start - 1] ?? '')
  text.overwrite(start, end, `${isAtWord ? ' ' : ''}${RUNTIME}.url(${JSON.stringify(path)})`)
}

/** Whose text names a file wherever it stands alone; a script's name may be a key in a table of chunks as well. */
const SHOWN = /\.(?!m?js$|css$|html?$)\w+$/
const TAKES_ADDRESS = /^(?:Worker|SharedWorker|getScript|fetch|open|Image|Audio)$/

/** `img.src = 'logo.svg'`, which means the page's folder; not a part of a longer address, as in `publicPath + 'logo.svg'`. */
function isRelativeAddress(file: string, node: Node, parent: Node | null): boolean {
  if (parent === null || parent.type === 'BinaryExpression' || isConcat(parent)) return false
  if (SHOWN.test(file)) return true
  if (parent.type === 'AssignmentExpression' && parent.right === node)
    return /^(?:src|href)$/.test(memberOf(parent.left))
  if (parent.type !== 'CallExpression' && parent.type !== 'NewExpression') return false
  if (memberOf(parent.callee) === 'setAttribute')
    return parent.arguments[1] === node && /^(?:src|href)$/.test(stringOf(parent.arguments[0] ?? null) ?? '')
  return TAKES_ADDRESS.test(memberOf(parent.callee)) && parent.arguments[0] === node
}

function isConcat(node: Node): boolean {
  return node.type === 'CallExpression' && memberOf(node.callee) === 'concat'
}

/** `foo` of `a.b.foo` and of `foo`. */
function memberOf(node: Node): string {
  if (node.type === 'Identifier') return node.name
  return node.type === 'MemberExpression' && node.property.type === 'Identifier' ? node.property.name : ''
}

/** Not a key, a directive or a module's name, where no expression may stand. */
function isValue(node: Node, parent: Node | null): boolean {
  if (parent === null || parent.type === 'ExpressionStatement') return false
  if (/^(?:Import|Export|TaggedTemplate)/.test(parent.type)) return false
  if ('key' in parent && parent.key === node) return 'computed' in parent && parent.computed === true
  return true
}
