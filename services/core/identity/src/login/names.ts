/** A name typed in other letter case, with spaces around or in full-width forms is the same name. */
export function foldName(name: string): string {
  return name.normalize('NFKC').trim().toLowerCase()
}
