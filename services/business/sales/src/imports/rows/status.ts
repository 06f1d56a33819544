import { identityOf } from '../values/text.ts'

const NOT_SALE =
  /cancel|refund|void|return|fail|declin|chargeback|expired|reject|storn|annul|erstattet|rembours|reembols|devuelt|rimbors|退款|退货|退貨|取消|关闭|關閉|作废|作廢|キャンセル|返金|취소|환불|отмен|возврат/
const IS_SALE = /^(?:not[ _-]|un|no[ _-]|无|未|没有)/
const MAX_LENGTH = 60

/** Whether a word for the state of an order says that it was cancelled, refunded or never paid. */
export function saysNoSale(status: string): boolean {
  const text = identityOf(status.slice(0, MAX_LENGTH))
  return NOT_SALE.test(text) && !IS_SALE.test(text)
}
