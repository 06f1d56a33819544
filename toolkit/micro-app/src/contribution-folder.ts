/** Where the artifact of an app has the files of one contribution. */
export function contributionFolder(id: string): string {
  return `contributions/${id}/`
}
