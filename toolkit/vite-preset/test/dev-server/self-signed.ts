import { generateKeyPairSync, sign } from 'node:crypto'

/** Key and certificate of a server on `127.0.0.1`, which signed itself, as PEM. */
export interface SelfSigned {
  key: string
  cert: string
}

const DAY_MS = 86_400_000

/** A certificate is a dozen nested fields: libraries for it bring as many packages. */
export function makeSelfSigned(): SelfSigned {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const algorithm = sequence(oid('2a8648ce3d040302'))
  const name = sequence(set(sequence(oid('550403'), der(0x0c, Buffer.from('portico test')))))
  const content = sequence(
    der(0xa0, integer(2)),
    integer(1),
    algorithm,
    name,
    sequence(time(Date.now() - DAY_MS), time(Date.now() + DAY_MS)),
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
    der(0xa3, sequence(isAuthority(), isForLoopback())),
  )
  const signature = sign('sha256', content, privateKey)
  const certificate = sequence(content, algorithm, bits(signature))
  const lines = certificate.toString('base64').replaceAll(/.{64}/g, '$&\n')
  return {
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    cert: `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`,
  }
}

/** So that it may have signed itself. */
function isAuthority(): Buffer {
  const isTrue = der(0x01, Buffer.from([0xff]))
  return sequence(oid('551d13'), isTrue, der(0x04, sequence(isTrue)))
}

function isForLoopback(): Buffer {
  return sequence(oid('551d11'), der(0x04, sequence(der(0x87, Buffer.from([127, 0, 0, 1])))))
}

function der(tag: number, ...content: Uint8Array[]): Buffer {
  const body = Buffer.concat(content)
  const length =
    body.length < 128
      ? [body.length]
      : body.length < 256
        ? [0x81, body.length]
        : [0x82, body.length >> 8, body.length & 0xff]
  return Buffer.concat([Buffer.from([tag, ...length]), body])
}

function sequence(...content: Uint8Array[]): Buffer {
  return der(0x30, ...content)
}

function set(...content: Uint8Array[]): Buffer {
  return der(0x31, ...content)
}

function integer(value: number): Buffer {
  return der(0x02, Buffer.from([value]))
}

function oid(hex: string): Buffer {
  return der(0x06, Buffer.from(hex, 'hex'))
}

function bits(content: Uint8Array): Buffer {
  return der(0x03, Buffer.from([0]), content)
}

/** `YYMMDDhhmmssZ` */
function time(ms: number): Buffer {
  const text = new Date(ms).toISOString().replaceAll(/[-:T]|\.\d+/g, '')
  return der(0x17, Buffer.from(text.slice(2)))
}
