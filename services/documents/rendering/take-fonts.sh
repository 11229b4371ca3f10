#!/bin/sh
# Takes the three free fonts that papers are set in from the installed packages (licence: OFL 1.1).
set -eu
here=$(dirname "$0")
packages="$here/../../../node_modules/@expo-google-fonts"
mkdir -p "$here/fonts"
cp "$packages/noto-serif-sc/400Regular/NotoSerifSC_400Regular.ttf" "$here/fonts/"
cp "$packages/noto-serif-sc/700Bold/NotoSerifSC_700Bold.ttf" "$here/fonts/"
cp "$packages/noto-sans-sc/500Medium/NotoSansSC_500Medium.ttf" "$here/fonts/"
cp "$packages/noto-serif-sc/LICENSE_FONT" "$here/fonts/LICENSE"
touch "$here/fonts/.ok"
