import { S3Server } from '@portico/artifact-store/testing'

const [host = '127.0.0.1', port = '0', folder = ''] = process.argv.slice(2)
await new S3Server({ host, port: Number(port), folder }).start()
