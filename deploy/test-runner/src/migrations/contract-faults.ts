import { parse } from 'libpg-query'

/** A statement that the code of the version before could not live with. */
export interface ContractFault {
  line: number
  /** What it does, and how it is done in two steps. */
  message: string
}

type Node = Record<string, unknown>

interface Statement {
  kind: string
  body: Node
  /** Characters from the beginning of the file. */
  location: number
}

const CONTRACT = /^-- contract: since \d+\.\d+\.\d+\b/m
const MARK = 'or say which release made it unused: "-- contract: since <version>"'

/** What may be dropped or renamed and is no part of what code asks. */
const HARMLESS_DROPS = new Set(['OBJECT_INDEX', 'OBJECT_POLICY', 'OBJECT_STATISTIC_EXT'])
const HARMLESS_RENAMES = new Set(['OBJECT_INDEX', 'OBJECT_TABCONSTRAINT', 'OBJECT_POLICY'])

/** Ways to change a table that take something from code which writes and reads it as before. */
const COMMANDS: Record<string, string> = {
  AT_DropColumn: 'drops a column: stop using it in one release, drop it in a later one',
  AT_SetNotNull: 'forbids null: old code may write it; add a check that is not valid, fill, then forbid',
  AT_AlterColumnType: 'changes a type: add a column of the new type, write both, then drop the old one',
  AT_ColumnDefault: 'changes or drops a default that old code may rely on',
  AT_DropExpression: 'drops the expression of a generated column',
  AT_SetSchema: 'moves a table to another schema',
}

/**
 * A gray copy of a service, and every instance that a rolling upgrade has not reached yet, work with the schema of the newer version.
 * So a migration may add, and what it takes away must say since which release no code needs it. Tables that the file itself makes
 * are its own.
 */
export async function contractFaults(sql: string): Promise<ContractFault[]> {
  if (CONTRACT.test(sql)) return []
  const statements = await readStatements(sql)
  const made = new Set(statements.flatMap(({ kind, body }) => (kind === 'CreateStmt' ? [nameOf(body)] : [])))
  return statements.flatMap(({ kind, body, location }) =>
    faultsOf(kind, body, made).map(message => ({
      line: lineAt(sql, location),
      message: `${message}; ${MARK}`,
    })),
  )
}

function faultsOf(kind: string, body: Node, made: ReadonlySet<string>): string[] {
  if (kind === 'AlterTableStmt') return made.has(nameOf(body)) ? [] : listOf(body.cmds).flatMap(commandFaults)
  if (kind === 'DropStmt' && !HARMLESS_DROPS.has(String(body.removeType)))
    return [`drops ${wordsOf(body.removeType)} that old code may use`]
  if (kind === 'RenameStmt' && !HARMLESS_RENAMES.has(String(body.renameType)))
    return made.has(nameOf(body)) ? [] : [`renames ${wordsOf(body.renameType)}: add the new one beside it`]
  if (kind === 'IndexStmt' && body.unique === true && !made.has(nameOf(body)))
    return ['makes unique what old code may write twice']
  if (kind === 'TruncateStmt') return ['empties a table']
  return kind === 'DoStmt' ? ['runs code whose effect no check can read'] : []
}

function commandFaults(node: Node): string[] {
  const command = node.AlterTableCmd as Node
  const kind = String(command.subtype)
  const definition = (command.def ?? {}) as Node
  if (kind === 'AT_AddColumn') return columnFaults(definition.ColumnDef as Node)
  if (kind === 'AT_AddConstraint') return constraintFaults(definition.Constraint as Node)
  // A default that is set, not dropped, where there was none: old code that leaves the column out gets a value instead of null.
  if (kind === 'AT_ColumnDefault' && command.def) return []
  const fault = COMMANDS[kind]
  return fault === undefined ? [] : [fault]
}

function columnFaults(column: Node): string[] {
  const kinds = listOf(column.constraints).map(each => String((each.Constraint as Node).contype))
  const isFilled = kinds.some(kind =>
    ['CONSTR_DEFAULT', 'CONSTR_GENERATED', 'CONSTR_IDENTITY'].includes(kind),
  )
  return [
    ...(kinds.includes('CONSTR_NOTNULL') && !isFilled
      ? ['adds a column that must not be null and has no default: old code leaves it out']
      : []),
    ...(kinds.some(kind => kind === 'CONSTR_UNIQUE' || kind === 'CONSTR_PRIMARY')
      ? ['adds a unique column: every row of old code would have the same value']
      : []),
  ]
}

function constraintFaults(constraint: Node): string[] {
  const kind = String(constraint.contype)
  if (kind === 'CONSTR_CHECK' || kind === 'CONSTR_FOREIGN')
    return constraint.skip_validation === true
      ? []
      : [
          'adds a constraint that is checked for every row at once: add it "not valid", validate it in a later release',
        ]
  return constraint.indexname === undefined ? ['adds a key that old code may write twice'] : []
}

async function readStatements(sql: string): Promise<Statement[]> {
  const { stmts = [] } = await parse(sql)
  return stmts.flatMap(({ stmt, stmt_location: location = 0 }) => {
    const [entry] = Object.entries((stmt ?? {}) as Record<string, Node>)
    return entry ? [{ kind: entry[0], body: entry[1], location }] : []
  })
}

function listOf(value: unknown): Node[] {
  return Array.isArray(value) ? value : []
}

/** Of the table a statement is about; a schema is the service's own. */
function nameOf(body: Node): string {
  return String((body.relation as Node | undefined)?.relname ?? '')
}

/** `a column` of `OBJECT_COLUMN`. */
function wordsOf(kind: unknown): string {
  return `a ${String(kind).replace('OBJECT_', '').toLowerCase()}`
}

/** Of the first character of a statement that is no space and no comment. */
function lineAt(sql: string, location: number): number {
  const bytes = Buffer.from(sql)
  const before = bytes.subarray(0, location).toString()
  const after = bytes.subarray(location).toString()
  const skipped = /^(?:\s|--.*\n)*/.exec(after)?.[0] ?? ''
  return (before + skipped).split('\n').length
}
