import { defineProblems, problems } from '@portico/service-kit'

const productProblems = defineProblems({
  BARCODE_TAKEN: { status: 409, title: 'The barcode is taken' },
})

export function productNotFound(id: string) {
  return problems.NOT_FOUND(`No product ${id}.`)
}

export function codeTaken(code: string) {
  return problems.CODE_TAKEN(`Another product has the code ${code}.`, { takenCode: code })
}

/** `holderCode`: the product that has it, where that is known. */
export function barcodeTaken(barcode: string, holderCode: string | null) {
  const facts = { takenBarcode: barcode, holderCode }
  return productProblems.BARCODE_TAKEN(
    `${holderCode ?? 'Another product'} has the barcode ${barcode}.`,
    facts,
  )
}

const UNIQUE_VIOLATION = '23505'

/** Two writers at the same moment: the index decides, and the one that lost gets the answer of one that came later. */
export function orTaken(error: unknown, { code, barcode }: { code: string; barcode: string | null }): never {
  if (!isRecord(error) || error.code !== UNIQUE_VIOLATION) throw error
  const isBarcode = error.constraint === 'product_by_barcode'
  throw isBarcode && barcode ? barcodeTaken(barcode, null) : codeTaken(code)
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}
