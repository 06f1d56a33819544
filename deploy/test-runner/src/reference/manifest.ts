import ts from 'typescript'
import { referencePage, tableOf } from './page.ts'

/** Interface -> what its table is headed by. */
const TITLES = {
  Manifest: '`portico.json` of a sub-app',
  SharedManifest: '`portico.json` of a shared library',
  AppDefinition: '`portico.app.ts`, from which the build makes it',
  MenuEntry: 'An entry of `menu`',
  AppPermission: 'A permission, in `permissions`',
  Contribution: 'A contribution, in `contributes`',
  ContributionSize: 'The `size` of a contribution',
  ContributionFiles: 'The `files` of a contribution, which the build adds',
} as const

/** Of the text of `toolkit/micro-app/src/manifest.ts`; `parseManifest` gives that very type. */
export function manifestPage(text: string): string {
  const source = ts.createSourceFile('manifest.ts', text, ts.ScriptTarget.Latest, true)
  const interfaces = new Map(
    source.statements.flatMap(node =>
      ts.isInterfaceDeclaration(node) ? [[node.name.text, node] as const] : [],
    ),
  )
  const sections = Object.entries(TITLES).map(([name, title]) => {
    const found = interfaces.get(name)
    if (!found) throw new Error(`manifest.ts has no interface ${name}`)
    return `## ${title}\n\n${commentOf(found)}\n\n${tableFor(found)}`
  })
  return referencePage(
    'The manifest',
    "A field that is missing or has another shape is `MANIFEST_INVALID`, and the error's `path` names it; another `schema` or `protocol` is `MANIFEST_UNSUPPORTED`. Unknown fields are left out. `LocalText` is an object with `zh-CN` and `en`.",
    ...sections,
  )
}

function tableFor(found: ts.InterfaceDeclaration): string {
  const rows = found.members
    .filter(ts.isPropertySignature)
    .map(member => [
      `\`${member.name.getText()}\``,
      `\`${(member.type?.getText() ?? '').replaceAll(/\s+/g, ' ')}\``,
      member.questionToken ? 'no' : 'yes',
      commentOf(member),
    ])
  return tableOf(['field', 'type', 'required', 'what'], rows)
}

/** Throws where it has none: the page would not say what the field is. */
function commentOf(node: ts.InterfaceDeclaration | ts.PropertySignature): string {
  const [comment] = ts.getJSDocCommentsAndTags(node)
  const text = comment && ts.isJSDoc(comment) ? ts.getTextOfJSDocComment(comment.comment) : undefined
  if (text === undefined)
    throw new Error(`manifest.ts: ${node.name.getText()} needs a comment that says what it is`)
  return text.replaceAll(/\s+/g, ' ')
}
