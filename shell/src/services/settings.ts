/** The user's choices that outlive the page. A browser that refuses storage keeps them for the page only. */
export const settings = {
  read(name: string): string | null {
    try {
      return localStorage.getItem(`portico.${name}`)
    } catch {
      return null
    }
  },

  write(name: string, value: string): void {
    try {
      localStorage.setItem(`portico.${name}`, value)
    } catch {
      // Private windows may refuse; the choice holds until the page is left.
    }
  },
}
