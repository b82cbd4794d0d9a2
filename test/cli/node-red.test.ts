import { readFile, readdir, symlink } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { foreignNode } from './foreign.js'
import { runCli, withFiles } from './support.js'

const inFolder = (folder: string): Record<string, unknown> =>
  Object.fromEntries(Object.entries(foreignNode).map(([file, content]) => [`${folder}/${file}`, content]))

describe('node-red', () => {
  test('writes a package, and writes it again over itself', async () => {
    await withFiles(inFolder('tickets'), async (cwd) => {
      for (const _ of ['first', 'again'])
        expect(await runCli(['node-red', 'tickets', '-o', 'made/package'], { cwd })).toMatchObject({ status: 0 })
      expect(await readdir(join(cwd, 'made/package/nodes/manifest'))).toEqual(['methods', 'node.json'])
    })
  })

  test('writes nothing among the manifests that it is made of, whatever their folder is called', async () => {
    const manifests = { ...inFolder('made/nodes/manifest'), 'made/nodes/manifest/package.json': { name: 'mine' } }
    await withFiles(manifests, async (cwd) => {
      await symlink('made/nodes/manifest', join(cwd, 'linked'))
      for (const out of ['made/nodes/manifest', 'made/nodes/manifest/new/folder', 'linked', 'made']) {
        const result = await runCli(['node-red', 'made/nodes/manifest', '-o', out], { cwd })
        expect(result).toMatchObject({ status: 2, stdout: '' })
        expect(result.stderr).toContain(`${out} would put the package among the manifests`)
      }
      expect(await readFile(join(cwd, 'made/nodes/manifest/package.json'), 'utf8')).toContain('mine')
      expect(await readdir(join(cwd, 'made'))).toEqual(['nodes'])
    })
  })

  test('a folder that is a file, or leads through one, is refused in a sentence', async () => {
    await withFiles({ ...inFolder('tickets'), 'package.json': {} }, async (cwd) => {
      const file = await runCli(['node-red', 'tickets', '-o', 'package.json'], { cwd })
      expect(file).toMatchObject({
        status: 2,
        stdout: '',
        stderr: 'error: package.json is a file; give another folder.\n',
      })
      const through = await runCli(['node-red', 'tickets', '-o', 'package.json/new'], { cwd })
      expect(through).toMatchObject({ status: 2, stdout: '' })
      expect(through.stderr).toBe('error: package.json/new cannot be written to (ENOTDIR); give another folder.\n')
    })
  })
})
