/** What sellers write on invoices beside goods. */
const SERVICE_WORDS =
  /\b(postage|carriage|shipping|freight|delivery|bank charges?|discount|manual|commission|handling)\b|运费|邮费|快递费|手续费|服务费/i

/**
 * Whether a code of a sales file is a thing on a shelf. Article codes carry digits (85123A, 22752); a code without any is
 * a charge (POST, DOT, M, BANK CHARGES, AMAZONFEE), and so is one or two characters long that says so (C2 CARRIAGE).
 * The kind of a product can be changed later.
 */
export function kindOf(code: string, name: string): 'GOODS' | 'SERVICE' {
  const hasDigit = /\d/.test(code)
  const isShortCharge = code.length <= 2 && SERVICE_WORDS.test(name)
  return hasDigit && !isShortCharge ? 'GOODS' : 'SERVICE'
}
