/** Shown while no artifacts were built: there is no shell yet that could say it. */
export const EMPTY_PAGE = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Portico</title>
<p>Nothing has been built yet. Run <code>npm start</code> in the project's folder; it builds the shell and the apps.
`
