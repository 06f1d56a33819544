import { defineProblems } from '@portico/service-kit'

const refused = (title: string) => ({ status: 400, title })

export const artifactProblems = defineProblems({
  NOT_GZIP: refused('The upload is not compressed with gzip'),
  NOT_TAR: refused('The upload is no tar archive'),
  ARCHIVE_BROKEN: refused('The archive is damaged or incomplete'),
  PATH_TRAVERSAL: refused('A path leads out of the archive'),
  ABSOLUTE_PATH: refused('A path is absolute'),
  PATH_INVALID: refused('A path is not one that can be served'),
  DUPLICATE_PATH: refused('Two entries have the same path'),
  LINK_REFUSED: refused('The archive has a link'),
  SPECIAL_FILE: refused('The archive has something that is neither file nor folder'),
  MANIFEST_MISSING: refused('There is no portico.json'),
  MANIFEST_NOT_JSON: refused('portico.json is no JSON'),
  MANIFEST_INVALID: refused('portico.json is not valid'),
  MANIFEST_UNSUPPORTED: refused('portico.json speaks another version of the protocol'),
  VERSION_INVALID: refused('The version is not one of semver'),
  INTEGRITY_MISMATCH: refused('A file is not what the manifest says'),
  INTEGRITY_MISSING: refused('A script or style sheet has no hash'),
  ENTRY_MISSING: refused('A file the manifest names is not there'),
  CONTENT_NOT_SCRIPT: refused('A script or style sheet is HTML'),
  OPERATION_ID: refused('The id of an operation is not the hash of its text'),
  NAME_RESERVED: { status: 403, title: 'The name is kept for the platform' },
  TOO_LARGE: { status: 413, title: 'The artifact is too large' },
  MANIFEST_TOO_LARGE: { status: 413, title: 'portico.json is too large' },
  VERSION_EXISTS: { status: 409, title: 'The version was published with other content' },
  ROUTE_OVERLAP: { status: 409, title: 'The base overlaps that of another app' },
  SHARED_RANGE: { status: 409, title: 'No shared library fits the range' },
  OPERATION_INVALID: { status: 409, title: 'The graph does not have what an operation asks for' },
  ARTIFACT_IN_USE: { status: 409, title: 'The artifact is in use' },
})
