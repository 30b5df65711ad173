type PictureProps = { src: string; width: number; height: number; alt: string }

/**
 * A logo in its own size, so that nothing moves when it arrives. Logos are drawn for white paper; a plate of that colour lies
 * behind it, because a dark one without a ground of its own would vanish in the dark look.
 */
export const Picture = (picture: PictureProps) => (
  // biome-ignore lint/performance/noImgElement: the optimiser of Next is off (N-11); what we serve is small already.
  <img {...picture} alt={picture.alt} className="box-content rounded bg-plate p-1 forced-color-adjust-none" />
)
