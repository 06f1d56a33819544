import { GraphError, type GraphErrorDetail, type Manifest } from '@portico/micro-app'
import type { WireError } from './wire/messages.ts'

type Artifact = Pick<Manifest, 'name' | 'version'>

/**
 * An error of a frame as one of the app's. Its stack keeps the lines about the app's own files alone, under the address at which
 * they were published: a frame may write there whatever it wants, and must not speak of another app.
 */
export function errorOfFrame({ code, message, stack = '' }: WireError, { name, version }: Artifact): Error {
  const error = Object.assign(new Error(message), { code, name: code })
  const own = `/frame/${name}/${version}/`
  const lines = stack.split('\n').filter(line => line.includes(own))
  error.stack = [
    `${code}: ${message}`,
    ...lines.map(line => line.replaceAll(own, `/a/${name}/${version}/`)),
  ].join('\n')
  return error
}

/** What a call of the frame's shell rejects with, in the frame. */
export function graphErrorOf({ code, message, errors = [] }: WireError): GraphError {
  return new GraphError(code, message, errors as GraphErrorDetail[])
}
