// /.well-known and everything below it belongs to the Worker.
import { forward } from '../forward.ts'

export const onRequest = forward
