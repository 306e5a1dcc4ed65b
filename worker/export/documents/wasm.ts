// HarfBuzz as WebAssembly: the two modules of harfbuzzjs, made into instances, and the few calls that we make of each.

/** Compiled by whoever has the platform: the Worker imports the .wasm files, Node compiles them from node_modules. */
export type FontModules = { shape: WebAssembly.Module; subset: WebAssembly.Module }

type Call = (...args: number[]) => number

/** An instance with its memory. Pointers are numbers into `memory`, whose buffer is replaced whenever it grows. */
export type Native<Name extends string> = { memory: WebAssembly.Memory } & Record<Name | 'malloc' | 'free', Call>

export type ShapeCalls =
  | 'hb_blob_create'
  | 'hb_face_create'
  | 'hb_face_get_upem'
  | 'hb_font_create'
  | 'hb_font_set_variations'
  | 'hb_font_get_nominal_glyph'
  | 'hb_font_get_glyph_h_advance'
  | 'hb_ot_metrics_get_position_with_fallback'
  | 'hb_buffer_create'
  | 'hb_buffer_clear_contents'
  | 'hb_buffer_set_cluster_level'
  | 'hb_buffer_set_direction'
  | 'hb_buffer_guess_segment_properties'
  | 'hb_buffer_add_utf16'
  | 'hb_buffer_get_length'
  | 'hb_buffer_get_glyph_infos'
  | 'hb_buffer_get_glyph_positions'
  | 'hb_shape'

export type SubsetCalls =
  | 'hb_blob_create'
  | 'hb_blob_destroy'
  | 'hb_blob_get_length'
  | 'hb_blob_get_data'
  | 'hb_face_create'
  | 'hb_face_destroy'
  | 'hb_face_reference_blob'
  | 'hb_set_add'
  | 'hb_subset_input_create_or_fail'
  | 'hb_subset_input_destroy'
  | 'hb_subset_input_glyph_set'
  | 'hb_subset_input_set'
  | 'hb_subset_input_set_flags'
  | 'hb_subset_input_pin_axis_location'
  | 'hb_subset_or_fail'

const PAGE = 65_536

/** What the shaping module asks of its host: nothing but memory. The rest would be an abort, which is a bug here. */
function imports(memory: () => WebAssembly.Memory): WebAssembly.Imports {
  const stop = (): never => {
    throw new Error('HarfBuzz stopped')
  }
  const grow = (bytes: number): number => {
    try {
      memory().grow(Math.ceil((bytes - memory().buffer.byteLength) / PAGE))
      return 1
    } catch {
      return 0
    }
  }
  return {
    wasi_snapshot_preview1: { proc_exit: stop },
    env: {
      _abort_js: stop,
      _setitimer_js: () => 0,
      _emscripten_runtime_keepalive_clear: () => undefined,
      emscripten_resize_heap: (bytes: number) => grow(bytes >>> 0),
    },
  }
}

/** A fresh instance of its own memory. Thrown away with the document: nothing in it is freed one by one. */
export function instantiate<Name extends string>(module: WebAssembly.Module): Native<Name> {
  let native: Native<Name> | undefined
  const needed = (): WebAssembly.Memory => {
    if (native === undefined) throw new Error('memory was asked for before there was any')
    return native.memory
  }
  const { exports } = new WebAssembly.Instance(module, imports(needed))
  native = exports as unknown as Native<Name> // the names are those that the pinned version of harfbuzzjs exports
  const { __wasm_call_ctors: construct, _initialize: initialize } = exports
  const begin = construct ?? initialize
  if (typeof begin === 'function') begin()
  return native
}

/** Copies bytes into an instance; the pointer. */
export function place(native: Native<never>, bytes: Uint8Array): number {
  const pointer = native.malloc(bytes.length)
  new Uint8Array(native.memory.buffer).set(bytes, pointer)
  return pointer
}

/** An OpenType tag as HarfBuzz takes it. */
export const tag = (name: string): number => [...name].reduce((sum, letter) => (sum << 8) | letter.charCodeAt(0), 0)
