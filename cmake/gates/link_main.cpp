// SPDX-License-Identifier: GPL-2.0-or-later
// The program of a link test: a layer's archive must need nothing beyond what the layer declares.
int main() { return 0; }
