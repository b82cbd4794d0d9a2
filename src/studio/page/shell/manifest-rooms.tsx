import { lazy, Suspense } from 'react'
import { Panel, PanelBody } from '../ui/panel.js'
import { Skeleton } from '../ui/skeleton.js'
import { MethodList } from './method-list.js'
import { MethodMenu } from './method-menu.js'
import { TabbedRooms } from './tabbed-rooms.js'
import type { Width } from './use-width.js'

const ManifestView = lazy(() => import('../manifest/manifest-view.js').then((m) => ({ default: m.ManifestView })))

/** The node as its connector's author lives with it: the documents, and beside them what they make. */
export function ManifestRooms({ width }: { readonly width: Width }) {
  const editor = (
    <Suspense
      fallback={
        <Panel label="Manifest">
          <PanelBody>
            <Skeleton lines={12} label="Loading the editor" />
          </PanelBody>
        </Panel>
      }
    >
      <ManifestView />
    </Suspense>
  )
  if (width === 'narrow')
    return (
      <div className="rooms rooms--narrow">
        <div className="rooms__methods">
          <MethodMenu />
        </div>
        <TabbedRooms bar editor={editor} />
      </div>
    )
  return (
    <div className={`rooms rooms--${width} rooms--manifest`}>
      <MethodList across={width === 'medium'} />
      <div className="rooms__room">{editor}</div>
      <TabbedRooms />
    </div>
  )
}
