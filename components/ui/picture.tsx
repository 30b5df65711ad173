type PictureProps = { src: string; width: number; height: number; alt: string }

/** A picture of ours in its own size, so that nothing moves when it arrives. */
export const Picture = (picture: PictureProps) => (
  // biome-ignore lint/performance/noImgElement: the optimiser of Next is off (N-11); what we serve is small already.
  <img {...picture} alt={picture.alt} />
)
