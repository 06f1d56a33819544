/** What sellers charge beside goods, as the whole name of a line: a fence post is no postage. */
const CHARGE =
  /^(?:dotcom |amazon |paypal |bank |carriage |credit card |cruk |next day |international )?(?:postage|post|dot|carriage|shipping|freight|delivery|charges?|discount|manual|commission|handling|fees?|samples?|surcharge|insurance|gift ?wrap(?:ping)?|adjust(?:ment)?(?: bad debt)?|versand(?:kosten)?|porto|frais de port)(?: (?:and|&) (?:packing|handling))?(?: (?:costs?|charges?|fees?))?$|^(?:运费|邮费|快递费|手续费|服务费|运费险|邮费差价|補郵費|運費)$/i

/** A longer name is a description. */
const MAX_LENGTH = 60

/**
 * Whether a line of a sales file is a thing on a shelf. A code says nothing about it (MUG-BLUE is a mug); the name does,
 * where it is a charge and nothing else, and stands in for it where the file has none. The kind can be changed later.
 */
export function kindOf(code: string, name: string): 'GOODS' | 'SERVICE' {
  const words = (name || code).slice(0, MAX_LENGTH + 1).trim()
  return words.length <= MAX_LENGTH && CHARGE.test(words) ? 'SERVICE' : 'GOODS'
}
