import { isTimeZone, problems } from '@portico/service-kit'

/** JavaScript takes `+08:00` as a zone too; PostgreSQL reads it as one eight hours west of Greenwich. */
const OFFSET = /^[+-]/

/** Throws INVALID_REQUEST unless it is a time zone's IANA name. */
export function requireTimeZone(name: string): string {
  if (OFFSET.test(name)) throw problems.INVALID_REQUEST(`${name} is an offset; name the time zone.`)
  if (!isTimeZone(name)) throw problems.INVALID_REQUEST(`No time zone ${name}.`)
  return name
}
