import { PROTOCOL } from '@portico/micro-app/manifest'
import type { Plugin } from 'vite'

/** Says in the page which protocol this shell speaks with its apps, for development servers that put an app of theirs into it. */
export function shellProtocol(): Plugin {
  return {
    name: 'portico:shell-protocol',
    transformIndexHtml: html =>
      html.replace('<title>', `<meta name="portico-protocol" content="${PROTOCOL}" />\n    <title>`),
  }
}
