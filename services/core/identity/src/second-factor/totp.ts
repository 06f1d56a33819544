import { Secret, TOTP } from 'otpauth'

/** RFC 6238 with what every authenticator app understands: SHA-1, six digits, 30 seconds. */
const FORM = { algorithm: 'SHA1', digits: 6, period: 30 } as const
/** RFC 4226 asks for 160 bits. */
const SECRET_BYTES = 20
/** One period to each side, for clocks that differ. */
const WINDOW = 1

export function newTotpSecret(): string {
  return new Secret({ size: SECRET_BYTES }).base32
}

/** What the QR code says. `issuer` and `label` are shown in the app. */
export function totpUri(secret: string, issuer: string, label: string): string {
  return new TOTP({ ...FORM, issuer, label, secret: Secret.fromBase32(secret) }).toString()
}

/** The number of the 30-second step whose code it is; null when it is none of the three about now. */
export function findTotpStep(secret: string, code: string, nowMs = Date.now()): number | null {
  const totp = new TOTP({ ...FORM, secret: Secret.fromBase32(secret) })
  const delta = totp.validate({ token: code, timestamp: nowMs, window: WINDOW })
  return delta === null ? null : Math.floor(nowMs / (FORM.period * 1000)) + delta
}
