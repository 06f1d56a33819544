/** One library that sub-apps may share, and the modules of it which they import by name. */
export interface SharedLibrary {
  name: string
  /** Other shared libraries it imports by bare specifier: name -> semver range. */
  requires: Record<string, string>
  /** Bare specifiers, one file of the artifact each. `root` is the folder from which the library is found. */
  listSpecifiers(root: string): string[]
  /** Source of the module behind a specifier: what the file of the artifact exports. */
  createEntry(specifier: string, root: string): string
}
