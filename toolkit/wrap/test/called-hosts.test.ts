import { expect, it } from 'vitest'
import { calledHosts, Folder } from '../src/index.ts'

const hostsIn = (code: string) => calledHosts(new Folder(new Map([['a.js', Buffer.from(code)]])))

it.each([
  ['fetch("https://api.example.com/stock?a=1")', 'https://api.example.com'],
  ['e=t.create({baseURL:`http://localhost:3000`})', 'http://localhost:3000'],
  ["new WebSocket('wss://push.example.com')", 'wss://push.example.com'],
  ['x.open("GET","https://api.example.com/a",!0)', 'https://api.example.com'],
  ['$.getJSON("https://api.example.com/a")', 'https://api.example.com'],
])('%s calls %s', (code, origin) => expect(hostsIn(code + code)).toEqual([origin]))

it.each([
  'fetch("/api/stock")',
  'throw Error("see https://react.dev/errors")',
  'e.createElementNS("http://www.w3.org/2000/svg","svg")',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: it is code
  'fetch(`https://${host}/a`)',
])('%s calls no host that is known', code => expect(hostsIn(code)).toEqual([]))
