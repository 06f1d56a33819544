import ts from 'typescript'
import { referencePage, tableOf } from './page.ts'

const SERVICES = 'ShellServices'

/** Of the text of `toolkit/micro-app/src/protocol.ts`. */
export function servicesPage(text: string): string {
  const source = ts.createSourceFile('protocol.ts', text, ts.ScriptTarget.Latest, true)
  const interfaces = new Map(
    source.statements.flatMap(node =>
      ts.isInterfaceDeclaration(node) ? [[node.name.text, node] as const] : [],
    ),
  )
  const services = interfaces.get(SERVICES)?.members.filter(ts.isPropertySignature) ?? []
  if (services.length === 0) throw new Error(`protocol.ts has no ${SERVICES}`)
  return referencePage(
    "The shell's services",
    'What an app gets as `shell` in the props of `mount`, by `useShell()` of `@portico/micro-app/react`, and by the like of the other frameworks. Types are those of `@portico/micro-app`.',
    ...services.map(service => sectionOf(service, interfaces.get(service.type?.getText() ?? ''))),
  )
}

function sectionOf(service: ts.PropertySignature, found: ts.InterfaceDeclaration | undefined): string {
  const name = service.name.getText()
  // One that another file declares.
  if (found === undefined) return [`## \`shell.${name}\``, `\`${service.type?.getText()}\``].join('\n\n')
  const rows = found.members.map(member => [`\`${oneLine(member.getText())}\``, commentOf(member)])
  const about = commentOf(service) || commentOf(found)
  return [`## \`shell.${name}\``, ...(about === '' ? [] : [about]), tableOf(['member', 'what'], rows)].join(
    '\n\n',
  )
}

function commentOf(node: ts.Node): string {
  const [comment] = ts.getJSDocCommentsAndTags(node)
  const text = comment && ts.isJSDoc(comment) ? ts.getTextOfJSDocComment(comment.comment) : undefined
  return oneLine(text ?? '')
}

function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ')
}
