const CODES = new Set(Intl.supportedValuesOf('currency'))

/** What a sign may mean, the likeliest first. */
const SIGNS: Record<string, readonly string[]> = {
  $: ['USD', 'CAD', 'AUD', 'NZD', 'HKD', 'SGD', 'TWD', 'MXN', 'ARS', 'CLP', 'COP'],
  us$: ['USD'],
  ca$: ['CAD'],
  c$: ['CAD'],
  a$: ['AUD'],
  au$: ['AUD'],
  nz$: ['NZD'],
  hk$: ['HKD'],
  s$: ['SGD'],
  nt$: ['TWD'],
  mx$: ['MXN'],
  r$: ['BRL'],
  '£': ['GBP'],
  '€': ['EUR'],
  '¥': ['CNY', 'JPY'],
  '￥': ['CNY', 'JPY'],
  'cn¥': ['CNY'],
  rmb: ['CNY'],
  元: ['CNY', 'TWD'],
  圆: ['CNY'],
  円: ['JPY'],
  '₹': ['INR'],
  rs: ['INR', 'PKR', 'LKR'],
  'rs.': ['INR', 'PKR', 'LKR'],
  '₩': ['KRW'],
  원: ['KRW'],
  '₽': ['RUB'],
  'руб.': ['RUB'],
  '₺': ['TRY'],
  '₫': ['VND'],
  '฿': ['THB'],
  '₴': ['UAH'],
  '₱': ['PHP'],
  '₪': ['ILS'],
  '₦': ['NGN'],
  kr: ['SEK', 'NOK', 'DKK', 'ISK'],
  'kr.': ['DKK', 'SEK', 'NOK', 'ISK'],
  zł: ['PLN'],
  kč: ['CZK'],
  ft: ['HUF'],
  lei: ['RON'],
  fr: ['CHF'],
  'fr.': ['CHF'],
  sfr: ['CHF'],
}

/** The currencies a sign or a code of three letters may stand for; none when it is no such thing. */
export function currenciesOf(mark: string): readonly string[] {
  const code = mark.toUpperCase()
  if (code.length === 3 && CODES.has(code)) return [code]
  return SIGNS[mark.toLowerCase()] ?? []
}
