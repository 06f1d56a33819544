/** Slow regular expressions that are let through, by file and text, and why each cannot be used to stall a process. */
export const KNOWN: Record<string, string> = {
  'services/business/sales/src/documents/changes.ts /\\.?0+$/':
    'A decimal of the database, of 30 characters at most.',
  'services/business/sales/src/imports/analysis/suggest.ts /[([（【][^)\\]）】]*[)\\]）】]/g':
    'Of a heading cut to 200 characters.',
  'services/business/sales/src/imports/file/workbook-styles.ts /"[^"]*"|\\[[^\\]]*\\]|\\\\./g':
    'Of a format that is cut to MAX_CODE characters.',
  "services/business/sales/src/imports/values/numbers.ts /\\s*(?:([-−–﹣])|([^\\d\\s.,'’()+−–﹣-]{1,5}\\.?))$/u":
    'Of a text of MAX_LENGTH, 64 characters.',
  'services/core/inventory/src/uploads/quantity.ts /0+$/': 'Of a cell of MAX_CHARACTERS, 100.',
  'shared-ui/src/input/typed-decimal.ts /0+$/': 'Of a text of MAX_CHARACTERS, 64.',
  'toolkit/artifact-store/src/open-store.ts /^\\/+|\\/+$/g': 'A setting, by who runs the service.',
  'toolkit/wrap/src/css/scope-css.ts /\\[[^\\]]*\\]|(^|[\\s>+~,(])(?::root|html|body)(?![\\w-])/gi':
    'Style sheets of a build, on the machine of those who wrote them.',
  'toolkit/wrap/src/css/bundle-css.ts /url\\(\\s*(?:"([^"]*)"|\'([^\']*)\'|([^\\s)"\']*))\\s*\\)/gi':
    'Files of a build, on the machine of those who wrote them.',
  'toolkit/wrap/src/css/bundle-css.ts /^(?:url\\(\\s*)?["\']?([^"\')\\s]+)["\']?\\s*\\)?\\s*(.*)$/is':
    'Files of a build, on the machine of those who wrote them.',
  'toolkit/wrap/src/css/bundle-css.ts /^(layer(?:\\(([^)]*)\\))?)?\\s*(?:supports\\((.*?)\\)(?=\\s|$))?\\s*(.*)$/is':
    'Files of a build, on the machine of those who wrote them.',
  'toolkit/wrap/src/source/folder.ts /^([^?#]*)(.*)$/s':
    'Files of a build, on the machine of those who wrote them.',
  'toolkit/wrap/src/html/addresses.ts /([^\\s,]\\S*[^\\s,])(\\s+[\\d.]+[wxh])?(\\s*,|\\s*$)/g':
    'Files of a build, on the machine of those who wrote them.',
  'toolkit/wrap/src/html/page.ts /[?#].*$/s': 'Files of a build, on the machine of those who wrote them.',
  'toolkit/wrap/src/html/page.ts /[^/]*$/': 'Files of a build, on the machine of those who wrote them.',
}
