import type { Folder } from './source/folder.ts'

const SCRIPT_OR_PAGE = /\.(?:m?js|html)$/
/** A call with an address of another host written out, as libraries of calls have it: `fetch("https://...`, `baseURL: "https://...`. */
const CALL =
  /(?:\b(?:fetch|WebSocket|EventSource|ajax|getJSON|get|post|put|patch)\(|\bbaseURL:|\.open\(["'`][A-Za-z]{3,7}["'`],) ?["'`]((?:https?|wss?):\/\/[^/"'`$?#\s]{1,255})/g

/** Origins that scripts of the build call as far as addresses are written out, each once. */
export function calledHosts(folder: Folder): string[] {
  const files = [...folder.files.keys()].filter(file => SCRIPT_OR_PAGE.test(file))
  const found = files.flatMap(file => [...folder.text(file).matchAll(CALL)].map(([, origin = '']) => origin))
  return [...new Set(found)]
}
