export { bearsToken } from './bearer.ts'
export {
  type CallToSign,
  isBodyLess,
  isBodyOf,
  isStreamed,
  type Refused,
  SIGNATURE_HEADER,
  SIGNED_HEADERS,
  type SignedBody,
  signCall,
  VALID_SECONDS,
  type Verified,
  verifyCall,
} from './call-signature.ts'
export { ClockWatch } from './clock-watch.ts'
export { bundleFor, databasePassword, type KeyBundle, Keyring, partSecret } from './keyring.ts'
export { findWriter, signMessage } from './message-signature.ts'
export { BadSecret, keyringOfBundle, MIN_SECRET_CHARACTERS, readKeyring, readSecrets } from './secrets.ts'
export { TrustedHosts } from './trusted-hosts.ts'
