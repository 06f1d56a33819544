const JOB = `id status rowCount problemCount
  columns { index header suggested }
  reading { encoding encodingConfidence delimiter headerLine sheet }
  mapping { columns { field column dateFormat timeZone decimalMark discountUnit } dateFormat timeZone decimalMark }
  doubts { id code field message choices { id message examples { raw read } } proposed chosen chosenBy }
  conflicts { id number choice existing { orderedAt customer lineCount total } incoming { orderedAt customer lineCount total } }
  sums { currency outcome documents rows unreadRows amount }
  assumptions { code message }
  normalisations { code field count example { raw read } }
  problems { row code message }
  progress { rowsTotal rowsDone documentsCreated documentsRecognised documentsSkipped documentsReplaced rowsRejected
    productsCreated customersCreated }
  failure { code message }`

const VARIABLES = '$reading: ImportReadingInput, $decisions: [ImportDecisionInput!]'
const SETTINGS = 'id: $id, mapping: $mapping, reading: $reading, decisions: $decisions'

export const MUTATIONS = {
  previewImport: `mutation ($id: ID!, $mapping: ImportMappingInput, ${VARIABLES}) {
    previewImport(${SETTINGS}) { ${JOB} } }`,
  startImport: `mutation ($id: ID!, $mapping: ImportMappingInput!, ${VARIABLES}) {
    startImport(${SETTINGS}) { ${JOB} } }`,
} as const

export const FIND_IMPORT = `query ($id: ID!) { importJob(id: $id) { ${JOB} } }`

export const FORGET = `mutation ($id: ID!) { forgetImportChoices(id: $id) { ${JOB} } }`

/** What the gateway must know beforehand where it takes no free text: no app's manifest holds these. */
export const importOperations: readonly string[] = [...Object.values(MUTATIONS), FIND_IMPORT, FORGET]
